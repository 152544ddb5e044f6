// What a command line spells out for another program to run, to the commands in it: in a hook of `git`, in code for an interpreter. For the list of commands alone; what such programs may do is open already.
// Knows no program's own files: what a script, a target or an image runs by itself is not in the text.

import { SHELL_PROGRAM_MAX } from "../../base/limits.js";
import { normalisePath } from "../path.js";
import { aside, host, miss, note, only, open, path, unseen, type Input, type Scope } from "./effects.js";
import { behind, inner, operandsOf } from "./options.js";
import { scriptOf, sedDeeds } from "./sed.js";
import { joined, known, unknownField, type Field } from "./word.js";

/** Reads words as a command line of their own. */
export type Run = (words: readonly Field[], scope: Scope) => void;

/** Adds the commands that a command line spells out for its program to run. */
export function launch(command: string, args: readonly Field[], input: Input, scope: Scope, run: Run): void {
  if (command === "git") hooks(args, scope, run);
  if (command === "tar") compressors(args, scope);
  if (/^g?make$/.test(command)) for (const field of args) if (/^(CC|CXX|CPP|LD|AR|AS|RM|MAKE|SHELL|INSTALL|PYTHON)=/.test(field.prefix)) spelt(behind(field, field.prefix.indexOf("=") + 1), scope);
  // BSD's takes the command behind the file that it writes to.
  if (command === "script") {
    const file = args.findIndex((field) => !field.prefix.startsWith("-"));
    if (file !== -1 && file + 1 < args.length && !args.some((field) => /^(-\w*c|--command)/.test(field.prefix))) aside(scope, (within) => run(args.slice(file + 1), within));
  }
  if (coded.test(command)) code(command, args, input, scope);
  if (escapes(command, args, input)) {
    open(scope);
    miss(scope);
    for (const field of args) if (field.exact) quotedIn(field.text, scope);
  }
  if (/^(at|batch)$/.test(command) && input.given) spelt(input.text === null ? unknownField : { text: input.text, exact: true, prefix: input.text, substituted: false }, scope);
}

/** Programs that `tar` gives its archive or files to. */
function compressors(args: readonly Field[], scope: Scope): void {
  const texts = /^(-I|-F|--to-command|--use-compress-program|--checkpoint-action|--info-script|--new-volume-script|--rsh-command|--rmt-command)$/;
  args.forEach((field, index) => {
    const equals = field.prefix.indexOf("=");
    if (texts.test(field.prefix)) given(field.prefix, args[index + 1] ?? unknownField, scope);
    else if (equals > 0 && texts.test(field.prefix.slice(0, equals))) given(field.prefix.slice(0, equals), behind(field, equals + 1), scope);
  });
}

/** Of what is done at a checkpoint only `exec=` is a program. */
function given(option: string, value: Field, scope: Scope): void {
  if (option !== "--checkpoint-action" || !value.exact || value.text.startsWith("exec=")) read(value, scope);
}

/** A program that is started beside the work: listed as such. */
function read(text: Field, scope: Scope): void {
  const from = /^(exec=|!)/.exec(text.prefix)?.[0].length ?? 0;
  note(scope, "helpers", behind(text, from));
  spelt(behind(text, from), scope);
}

/** A text that is run, for the commands in it. */
function spelt(text: Field, scope: Scope): void {
  aside(scope, (within) => inner(text, within));
}

/** Settings of `git` that name programs. */
const programSetting = /^(core\.(pager|editor|sshcommand|fsmonitor|askpass)|diff\.external|sequence\.editor|(credential|filter|pager)\.[^\s=]*|(diff|merge)tool\.[^\s=]*cmd)(=|$)/i;

/** Whether the value of such a setting is no program: yes or no, or one of `git`'s own by its name. */
function isWord(setting: string, { exact, text }: Field): boolean {
  if (!exact) return false;
  return /^(true|false)?$/.test(text) || text.startsWith("-") || (/^credential\./i.test(setting) && !/^!|^\S*\//.test(text));
}

/** What `git` is given to run: by its settings, for each commit, for each module. */
function hooks(args: readonly Field[], scope: Scope, run: Run): void {
  args.forEach((field, index) => {
    const value = args[index + 1] ?? unknownField;
    // An alias is any command, of `git` or another.
    if (/^alias\./i.test(field.prefix) || field.prefix.startsWith("ext::") || field.prefix.startsWith("--config-env")) miss(scope);
    if (field.text === "-c" && !value.exact) miss(scope);
    const setting = programSetting.exec(field.prefix)?.[0];
    const program = setting?.endsWith("=") === true ? behind(field, setting.length) : args[index + 1];
    if (setting !== undefined && program !== undefined && !isWord(setting, program)) read(program, scope);
    // What `rebase` does for each commit, and a filter for each, is the work itself.
    const isWork = args.some((word) => /^(rebase|filter-branch)$/.test(word.text));
    if (/^(--exec|-x|-u|--extcmd|--upload-pack|--receive-pack|--\w+-filter)$/.test(field.text)) {
      const whose = field.text === "-x" ? /^(rebase|difftool)$/ : field.text === "-u" ? /^clone$/ : null;
      if (whose === null || args.some((word) => whose.test(word.text))) (isWork ? spelt : read)(value, scope);
    } else {
      const option = /^--(exec|extcmd|upload-pack|receive-pack|\w+-filter)=/.exec(field.prefix)?.[0];
      if (option !== undefined) (isWork ? spelt : read)(behind(field, option.length), scope);
    }
  });
  const each = args.findIndex((field, index) => index > 0 && ((field.text === "run" && args[index - 1]?.text === "bisect") || field.text === "foreach"));
  if (each === -1) return;
  const rest = args.slice(each + 1).filter((word) => word.text !== "--recursive");
  if (args[each]?.text === "run") aside(scope, (within) => run(rest, within));
  else if (rest.length > 0 && args.some((word) => word.text === "submodule")) spelt(joined(rest), scope);
}

/** Interpreters that take code on their command line or from their input. */
const coded = /^(python|pypy|node|nodejs|deno|bun|tsx|perl|ruby|php|lua|luajit|tclsh|expect|Rscript|R|julia|osascript|pwsh|powershell)[\d.]*$/;
/** Code that may start other programs, or make such code. */
const starts = /\b(system|popen|spawn\w*|exec\w*|subprocess|child_process|fork|pty|shell|eval|compile|__import__|import_module|getattr|globals|proc_open|passthru|qx|open3|Start-Process|iex|Invoke-\w+|import\s*\()\b|\bimport\s*\(|\|\s*["']|\\x|fromCharCode|b64decode/i;
/** The same, of names that in small letters are everyday words. */
const startsAs = /\b(Function|IO|Deno|Command)\b/;

/** Code spelled out for an interpreter is no shell text: it is not read, but is told from code that starts nothing. */
function code(command: string, args: readonly Field[], input: Input, scope: Scope): void {
  const option = command.startsWith("py") ? /^-[A-Za-z]*c/ : /^(-[A-Za-z0-9]*[eEpcr]|--eval|--print|-Command|-EncodedCommand|eval)$/;
  const at = args.findIndex((field) => option.test(field.prefix));
  const operands = operandsOf(args, {}).operands.filter((field) => field.text !== "-");
  const backticks = !/^(node|nodejs|deno|bun|tsx)$/.test(command);
  const isBlind = (text: string): boolean => starts.test(text) || startsAs.test(text) || (backticks && /`|%x/.test(text));
  if (/^(-c|-Command|-EncodedCommand)$/i.test(args[at]?.text ?? "") && /^(pwsh|powershell)/.test(command)) miss(scope);
  else if (at !== -1) {
    const given = args.slice(at, at + 2);
    const text = given.map((field) => field.text).join(" ");
    if (given.some((field) => !field.exact) || isBlind(text)) miss(scope);
    quotedIn(text, scope);
  } else if (input.given && operands.length === 0 && !args.some((field) => field.text.startsWith("--version"))) {
    if (input.text === null || isBlind(input.text)) miss(scope);
    quotedIn(input.text ?? "", scope);
  }
}

/** Commands, paths and addresses that stand in code as texts: what is done with them is open already, but not which they are. */
function quotedIn(text: string, scope: Scope): void {
  if (text.length > SHELL_PROGRAM_MAX) return;
  for (const [, before = "", , quoted = ""] of text.matchAll(/([\w.]*\s*\(?\s*)(["'`])((?:(?!\2)[^\\]|\\.)*)\2/g)) {
    const words = known(quoted);
    if (/^https?:\/\/[^/\s]/.test(quoted)) host(scope, words, only);
    else if (/^(~|\/)[\w.@~+/-]+$/.test(quoted)) path(scope, words, "reads");
    else if (/\b(system|popen|exec\w*|shell_exec|passthru|getoutput|getstatusoutput|check_\w+|call|run|Popen|spawn\w*|script)\s*\(?\s*$/i.test(before)) inner(words, scope);
  }
}

/** Whether a program is told, in its own language, to run a command: that text is not read. */
function escapes(command: string, args: readonly Field[], input: Input): boolean {
  const some = (pattern: RegExp): boolean => args.some((field) => field.text.length > SHELL_PROGRAM_MAX || pattern.test(field.text));
  switch (command) {
    case "awk": case "gawk": case "mawk": case "nawk": return some(/\bsystem\s*\(|\|\s*&?\s*getline\b|["\w)]\s*\|\s*&?\s*getline/) || /\|\s*&?\s*["(]/.test(behindPrint(args));
    case "sed": case "gsed": return isRunning(scriptOf(args));
    case "vi": case "vim": case "nvim": case "gdb": case "lldb": return some(/!|\bshell\b|system\(|\bterm/);
    case "ex": case "ed": return some(/!/) || (input.given && (input.text === null || input.text.includes("!")));
    case "psql": case "mysql": case "sqlite3": return some(/\\!|^\.?(shell|system)\b|\bsystem\s/) || /\\!|^[^\S\n]*\.?(shell|system)\b/m.test(input.text ?? "");
    case "tmux": return some(/^(new(-session|-window|w)?|send(-keys)?|split(-window|w)|respawn\S*|run(-shell)?|if(-shell)?|pipe-pane|popup)$/);
    case "crontab": return input.given || args.some((field) => field.text === "-");
    case "cmd": return some(/^\/[ck]/i);
    default: return false;
  }
}

/** Whether a program for `sed` runs commands, or is none that can be read. */
function isRunning(script: Field): boolean {
  const { runs, unclear } = sedDeeds(script.text);
  return runs.length > 0 || (unclear && script.exact);
}

/** Variables whose value is a command that programs run. */
const commanding = /^(PROMPT_COMMAND|([A-Z]+_)?(PAGER|EDITOR|VISUAL|BROWSER|ASKPASS)|MANPAGER|GIT_(SSH_COMMAND|SSH|SEQUENCE_EDITOR|EXTERNAL_DIFF|PROXY_COMMAND)|SVN_SSH|(RSYNC|CVS)_RSH|RSYNC_CONNECT_PROG)$/;

/** What stands behind the first `print` of an `awk` program: only there a bar before a text is a pipe. */
function behindPrint(args: readonly Field[]): string {
  const text = args.map((field) => field.text).join("\n");
  const print = text.indexOf("print");
  return print === -1 ? "" : text.slice(print);
}

/** Variables that name code which programs load. */
const loading = /^(PATH|LD_\w+|DYLD_\w+|BASH_ENV|ENV|IFS|GIT_CONFIG\w*|GIT_EXEC_PATH|GIT_TEMPLATE_DIR|LESSOPEN|LESSCLOSE|PYTHONSTARTUP|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|TAR_OPTIONS|MAKEFLAGS)$/;
/** Values of the former that show a text, edit one, or do nothing. */
const plain = /^(|:|true|cat|more|less( -\w+)*|vim?|nvim|nano|code --wait)$/;

/** A variable that changes what is run, or how the text is read; `name` is the command's it is set for, empty where it lasts. */
export function preset(variable: string, value: Field, name: string, scope: Scope): void {
  // It parts what is read, and no word of the text.
  if (variable === "IFS" && /^(read|mapfile|readarray)$/.test(name)) return;
  // What names programs, or code that every program loads, is not followed.
  if (loading.test(variable) || (commanding.test(variable) && !(value.exact && plain.test(value.text)))) unseen(scope);
  if (commanding.test(variable)) read(value, scope);
  // Cut at other letters, known values give other words.
  else if (variable === "IFS" ? !(value.exact && /^\s*$/.test(value.text)) : variable.startsWith("GIT_CONFIG")) miss(scope);
  else if (/^(BASH_ENV|ENV)$/.test(variable) && isMade(value, scope)) miss(scope);
}

/** The text that a file was given here, and nothing else: null where that is not known. */
export function textAt(field: Field, scope: Scope): string | null {
  return field.exact ? scope.effects.log.made.get(placeHere(field.text, scope) ?? "") ?? null : null;
}

/** A path where the text stands; null where that is not known. */
function placeHere(text: string, { cwd }: Scope): string | null {
  if (/^[/~]/.test(text)) return normalisePath(text);
  return cwd === null ? null : normalisePath(cwd === "." ? text : `${cwd}/${text}`);
}

/** Notes what a file was given, where it was given nothing before. */
export function noteText(field: Field, text: string, scope: Scope): void {
  const { made } = scope.effects.log;
  const place = field.exact ? placeHere(field.text, scope) : null;
  if (place !== null && made.has(place) && made.get(place) === undefined) made.set(place, text);
}

/** Whether the text itself wrote a file before it runs it: what it put there was no command where it was read. */
export function isMade(field: Field, scope: Scope): boolean {
  const { made } = scope.effects.log;
  if (!field.exact) return false;
  return made.has(normalisePath(field.text)) || (scope.cwd !== null && made.has(normalisePath(`${scope.cwd}/${field.text}`)));
}
