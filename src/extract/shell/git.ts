// A `git` command to the hosts it talks to and the files it touches; what its configuration may make it run is unseen.
// Knows no repository: which host a remote's name stands for is open.

import { both, connect, host, only, open, path, unseen, type Scope } from "./effects.js";
import { operandsOf, takes } from "./options.js";
import { remote } from "./remote.js";
import { known, unknownField, type Field } from "./word.js";

const everyLong = "--message --depth --branch --origin --file --author --date --upload-pack --receive-pack --exec --format --pretty";
/** Short options that take a value: one letter is another option with each task (`push -u` takes none, `clone -u` does). */
const shorts: readonly (readonly [tasks: string, names: string])[] = [
  ["commit notes", "-m -F -C"], ["tag", "-m -F -u"], ["merge", "-m -F"], ["revert cherry-pick stash", "-m"],
  ["clone", "-b -o -u"], ["checkout worktree", "-b -B"], ["switch", "-C"], ["branch", "-u"], ["init submodule", "-b"],
  ["push pull fetch ls-remote archive format-patch", "-o"], ["log show whatchanged rev-list reflog", "-n -S"], ["diff blame", "-S"], ["grep", "-m -B -C"],
];
const taken: ReadonlyMap<string, ReturnType<typeof takes>> = new Map(shorts.flatMap(([tasks, names]) => tasks.split(" ").map((task) => [task, takes(`${names} ${everyLong}`)] as const)));
const longAlone = takes(everyLong);

/** What a `git` command does. */
export function git(args: readonly Field[], scope: Scope): void {
  let at = 0;
  let folder = "";
  for (; at < args.length; at++) {
    const field = args[at] ?? unknownField;
    if (!field.text.startsWith("-")) break;
    // Programs of git, and a repository's own settings and hooks, from elsewhere.
    if (/^--(exec-path|git-dir)=(?!\.git$)./.test(field.text)) unseen(scope);
    if (!/^(-c|-C|--git-dir|--work-tree|--namespace|--exec-path|--config-env)$/.test(field.text)) continue;
    const value = args[++at] ?? unknownField;
    if (field.text === "--git-dir" && value.text !== ".git") unseen(scope);
    if (field.text === "-C" && value.exact) folder = `${value.text}/`;
    // Configuration may name programs to run.
    if (field.text === "-c" && (!value.exact || /!|^(core\.(pager|editor|sshcommand|fsmonitor|hookspath|askpass)|diff\.external|credential\.|filter\.|protocol\.ext)/i.test(value.text))) unseen(scope);
  }
  const verb = args[at]?.text ?? "";
  const { operands, options } = operandsOf(args.slice(at + 1), taken.get(verb) ?? longAlone);
  for (const { name, value } of options) {
    if (value !== null && name === "--output") path(scope, value, "writes");
    // A message that stands in a file goes into the repository.
    if (value !== null && (name === "-F" || name === "--file") && /^(commit|tag|merge|notes)$/.test(verb)) path(scope, value, "reads");
    if (value !== null && name === "--remote") host(scope, value, only);
  }
  const programs = options.some((option) => /^--(upload-pack|receive-pack|exec|ext)/.test(option.name));
  if (programs) unseen(scope);
  if (args.some((field) => field.prefix.startsWith("ext::"))) unseen(scope);
  if (verb === "grep" && options.some((option) => /^(-O|--open-files-in-pager)$/.test(option.name))) unseen(scope);
  // Settings that name programs, or send what is fetched and pushed elsewhere.
  if (verb === "config" && operands.length > 1 && args.some((field, index) => !field.exact || /^(core\.(pager|editor|sshcommand|fsmonitor|hookspath|askpass|gitproxy)|sequence\.editor|(diff|merge|filter|credential|pager|url|gpg|include|includeif|http|remote|mergetool|difftool|browser|man|init)\.)/i.test(field.text) || (/^alias\./i.test(args[index - 1]?.text ?? "") && /[!=]/.test(field.text)))) open(scope);
  kept(verb, operands[0]?.text ?? "push", (...names) => options.some(({ name }) => names.includes(name)), folder, scope);
  const far = operands[0];
  const name = far !== undefined && far.exact ? /:\/\//.test(far.text) ? far.text : remote(far) : null;
  if (verb === "push" || verb === "send-email" || verb === "send-pack") return connect(scope, name, both);
  if (/^(clone|fetch|pull|ls-remote|submodule|remote|archive|bundle|lfs|svn)$/.test(verb)) {
    const place = /^(archive|bundle)$/.test(verb);
    if (place) for (const { name: option, value } of options) if (value !== null && option === "-o") path(scope, value, "writes");
    if (verb === "bundle" && operands[1] !== undefined) path(scope, operands[1], far?.text === "create" ? "writes" : "reads");
    if (verb === "remote" && /^(add|set-url|rename|remove|rm)$/.test(far?.text ?? "")) path(scope, known(".git/config"), "writes");
    if (verb !== "remote" && !(place && !options.some((option) => option.name === "--remote"))) connect(scope, name, args.some((field) => field.substituted) ? both : only);
    if (verb === "clone") path(scope, operands[1] ?? (far === undefined ? unknownField : { ...far, text: far.text.replace(/(?<!\/)\/+$/, "").replace(/^.*[/:]/, "").replace(/\.git$/, "") }), "writes");
    return;
  }
  // What is only taken out of the index stays where it is.
  if (verb === "rm" && options.some(({ name }) => name === "--cached")) return path(scope, known(`${folder}.git`), "writes");
  if (verb === "rm" || verb === "mv") for (const field of operands) path(scope, field, "deletes");
  if (verb === "clean" || verb === "reset" || verb === "checkout" || verb === "restore" || verb === "stash" || verb === "switch") open(scope, "writes", "deletes");
  if (/^(apply|am|merge|rebase|cherry-pick|revert|worktree|init|mv)$/.test(verb)) open(scope, "writes");
  if (/^(add|commit|apply|am|diff|show|blame|grep|log|hash-object)$/.test(verb)) for (const field of operands) path(scope, field, "reads");
  if (verb === "" || !/^(rm|mv|clean|reset|checkout|restore|stash|switch|apply|am|merge|rebase|cherry-pick|revert|worktree|init|add|commit|diff|show|blame|grep|log|hash-object|status|branch|tag|describe|rev-parse|rev-list|reflog|shortlog|ls-files|ls-tree|cat-file|config|version|help|merge-base|for-each-ref|name-rev|show-ref|symbolic-ref|diff-tree|diff-index|diff-files|ls-remote|check-ignore|count-objects|whatchanged|range-diff|cherry|show-branch|var|verify-commit|verify-tag|grep)$/.test(verb)) open(scope, "runs", "writes", "deletes", "connects", "sends");
  if (verb === "config") path(scope, known(options.some((option) => /^--(global|system)$/.test(option.name)) ? "~/.gitconfig" : ".git/config"), operands.length > 1 || options.some((option) => /^--(add|unset|replace-all)/.test(option.name)) ? "writes" : "reads");
}

/** What goes into the repository, and what comes out of it: whoever pushes gives away what was committed. */
function kept(verb: string, task: string, has: (...names: readonly string[]) => boolean, folder: string, scope: Scope): void {
  const store = known(`${folder}.git`);
  if (/^(add|commit|stash|hash-object|update-index|notes|merge|am|cherry-pick|revert)$/.test(verb) || (verb === "tag" && task !== "push" && !has("-l", "--list", "-n")) || (verb === "branch" && has("--edit-description"))) {
    path(scope, store, "writes");
    if (verb === "stash" ? task === "push" || task === "save" : (verb === "commit" ? has("-a", "--all") : has("-A", "-u", "--all", "--update"))) path(scope, known(`${folder}.`), "reads");
  }
  // Messages lie there as files do.
  if (/^(push|send-email|send-pack|format-patch|bundle|archive|show|cat-file|stash|checkout|restore|worktree|log|whatchanged|notes|blame|annotate|shortlog|reflog|tag|rev-list|for-each-ref|cherry-pick|rebase|merge)$/.test(verb) || (verb === "diff" && has("--cached", "--staged"))) path(scope, store, "reads");
}
