// Long options as programs know them, and what an abbreviation of one stands for: GNU programs and git take any beginning that only one
// of them has (`rm --recurs`). Of a program that is not here an option is what is written.

import { wrappers } from "./executables.js";
import type { Field } from "./word.js";

const of = (programs: string, options: string): readonly (readonly [string, readonly string[]])[] => {
  const names = options.split(" ").map((name) => `--${name}`);
  return programs.split(",").map((program) => [program, names] as const);
};

/** The long options of programs; those of git by what it is told to do. */
const longs: ReadonlyMap<string, readonly string[]> = new Map([
  ...of("rm", "force interactive one-file-system no-preserve-root preserve-root recursive dir verbose help version"),
  ...of("cp", "archive attributes-only backup copy-contents debug force interactive link dereference no-clobber no-dereference preserve no-preserve parents recursive reflink remove-destination sparse strip-trailing-slashes symbolic-link suffix target-directory no-target-directory update verbose one-file-system keep-directory-symlink context help version"),
  ...of("mv", "backup context debug exchange force interactive no-clobber no-copy strip-trailing-slashes suffix target-directory no-target-directory update verbose help version"),
  ...of("ln", "backup directory force interactive logical no-dereference physical relative symbolic suffix target-directory no-target-directory verbose help version"),
  ...of("chmod,chown,chgrp", "changes silent quiet verbose dereference no-dereference from no-preserve-root preserve-root reference recursive help version"),
  ...of("shred", "force iterations random-source size remove verbose exact zero help version"),
  ...of("truncate", "no-create io-blocks reference size help version"),
  ...of("touch", "no-create date reference time no-dereference help version"),
  ...of("sed,gsed", "quiet silent debug expression file follow-symlinks in-place line-length posix regexp-extended separate sandbox unbuffered null-data zero-terminated help version"),
  ...of("sort", "ignore-leading-blanks dictionary-order ignore-case general-numeric-sort ignore-nonprinting month-sort human-numeric-sort numeric-sort random-sort random-source reverse sort version-sort batch-size check compress-program debug files0-from key merge output stable buffer-size field-separator temporary-directory parallel unique zero-terminated help version"),
  ...of("tar", "catenate create diff compare delete append list test-label update concatenate extract get keep-old-files overwrite remove-files to-stdout to-command unlink-first file directory files-from exclude exclude-from use-compress-program checkpoint checkpoint-action absolute-names transform xform strip-components gzip bzip2 xz verbose preserve-permissions same-owner no-same-owner recursion no-recursion null listed-incremental incremental help version"),
  ...of("wget", "post-data post-file body-data body-file method header output-document output-file append-output directory-prefix input-file execute user user-agent password load-cookies save-cookies no-check-certificate certificate ca-certificate private-key quiet recursive mirror continue timestamping timeout tries spider no-clobber no-verbose debug referer limit-rate level wait accept reject domains page-requisites base config help version"),
  ...of("sudo", "askpass background bell close-from preserve-env edit group set-home help host login remove-timestamp reset-timestamp list non-interactive preserve-groups prompt chroot role stdin shell type command-timeout other-user user version validate chdir no-update"),
  ...of("su,runuser", "command session-command fast login preserve-environment shell pty group supp-group whitelist-environment user help version"),
  ...of("env", "ignore-environment null unset chdir split-string argv0 block-signal default-signal ignore-signal list-signal-handling debug help version"),
  ...of("timeout", "preserve-status foreground kill-after signal verbose help version"),
  ...of("nice", "adjustment help version"), ...of("stdbuf", "input output error help version"), ...of("time", "append format output portability quiet verbose help version"),
  ...of("xargs", "null arg-file delimiter eof replace max-lines max-args interactive no-run-if-empty max-chars verbose show-limits exit max-procs process-slot-var open-tty help version"),
  ...of("flock", "shared exclusive unlock nonblock nb wait timeout conflict-exit-code close command no-fork verbose help version"),
  ...of("git push", "all branches mirror delete tags follow-tags dry-run porcelain force force-with-lease force-if-includes atomic prune set-upstream thin no-thin verify no-verify recurse-submodules receive-pack exec repo progress quiet verbose signed push-option ipv4 ipv6"),
  ...of("git reset", "hard soft mixed merge keep patch quiet no-refresh refresh intent-to-add recurse-submodules pathspec-from-file pathspec-file-nul"),
  ...of("git clean", "force dry-run interactive quiet exclude"),
  ...of("git checkout,git switch", "force discard-changes detach track no-track orphan ours theirs merge conflict patch quiet progress guess ignore-other-worktrees ignore-skip-worktree-bits recurse-submodules overwrite-ignore pathspec-from-file pathspec-file-nul create force-create"),
  ...of("git branch", "delete force move copy list all remotes track set-upstream-to unset-upstream show-current edit-description contains no-contains merged no-merged sort points-at format column verbose quiet abbrev color create-reflog ignore-case recurse-submodules"),
  ...of("git commit", "all amend message file author date no-verify verify signoff no-edit edit allow-empty allow-empty-message fixup squash reuse-message reedit-message reset-author patch quiet verbose dry-run include only gpg-sign no-gpg-sign trailer template cleanup status short branch porcelain long null interactive no-post-rewrite untracked-files"),
]);

/** The long options that a command knows; none where they are not known here. */
export function longOptions(command: string, args: readonly Field[]): readonly string[] {
  const verb = command === "git" ? args.find((field) => field.exact && longs.has(`git ${field.text}`))?.text : undefined;
  return longs.get(verb === undefined ? command : `git ${verb}`) ?? [];
}

/** Those that an abbreviation may stand for: none where it is one itself. */
export function fullNames(names: readonly string[], option: string): readonly string[] {
  return option.length < 3 || names.includes(option) ? [] : names.filter((name) => name.startsWith(option));
}

/** The words of a command with abbreviated options spelled out, as far as the program's own: a wrapper's end where its command begins. */
export function spelledOut(command: string, args: readonly Field[]): readonly Field[] {
  const names = longOptions(command, args);
  if (names.length === 0) return args;
  let isDone = false;
  return args.map((field) => {
    isDone ||= field.text === "--" || (wrappers.has(command) && !field.prefix.startsWith("-"));
    const option = isDone ? undefined : /^--[^=]+/.exec(field.prefix)?.[0];
    const [full, other] = option === undefined ? [] : fullNames(names, option);
    if (full === undefined || option === undefined || other !== undefined || (!field.exact && !field.prefix.startsWith(`${option}=`))) return field;
    return { ...field, text: full + field.text.slice(option.length), prefix: full + field.prefix.slice(option.length) };
  });
}
