// Programs that keep what they are given where no path is named, and give it back later: a clipboard, a terminal's buffers, a keyring, a
// database server, the system's journal, a cluster. Each by the name of the memory that it is; where these files are known, by their folder.
// Of a program that does more by its first word as well (`git branch`). Knows no command line: who asks for one row of a table asks for the table.

/** What a program does to its memory. */
export interface Store {
  readonly kind: "memory" | "path";
  readonly key: string;
  readonly reads: boolean;
  readonly writes: boolean;
}

const table: readonly (readonly [key: string, out: string, into: string, both: string])[] = [
  ["clipboard", "pbpaste wl-paste termux-clipboard-get Get-Clipboard", "pbcopy wl-copy clip termux-clipboard-set Set-Clipboard", "xclip xsel"],
  ["terminal", "", "", "tmux screen"],
  ["keyring", "", "", "secret-tool security keyctl pass gopass kwallet-query keyring"],
  ["vault", "", "", "vault consul etcdctl op bw"],
  ["postgres", "pg_dump pg_dumpall", "pg_restore", "psql pgcli"],
  ["mysql", "mysqldump mariadb-dump", "mysqlimport", "mysql mariadb mycli"],
  ["redis", "", "", "redis-cli valkey-cli"],
  ["memcached", "memccat", "memccp", ""],
  ["gists", "", "", "gist"],
  ["mongo", "mongodump mongoexport", "mongorestore mongoimport", "mongosh mongo"],
  ["settings", "", "", "dconf gsettings defaults"],
  ["journal", "journalctl", "logger systemd-cat", ""],
  ["~/.config/systemd", "systemctl", "", ""],
  ["notifications", "dunstctl makoctl swaync-client", "notify-send terminal-notifier", ""],
  ["history", "fc", "", "history"],
  ["tasks", "", "", "task todo.sh t nb jrnl zk remind khal todo dstask"],
  ["revisions", "", "", "hg jj fossil"],
];

/** The same of programs that do other things by another first word: program, then words. */
const tasks: readonly (readonly [key: string, program: string, out: string, into: string, both: string])[] = [
  ["npm settings", "npm", "get", "set", "config"], ["npm settings", "pnpm", "get", "set", "config"], ["yarn settings", "yarn", "", "", "config"],
  ["pip settings", "pip", "", "", "config"], ["pip settings", "pip3", "", "", "config"], ["poetry settings", "poetry", "", "", "config"],
  ["branches", "git", "status rev-parse symbolic-ref for-each-ref show-ref name-rev", "checkout switch worktree", "branch"],
  ...["docker", "podman", "nerdctl"].map((program) => ["containers", program, "inspect logs history diff ps images export save", "build run create commit rename import load tag", "exec cp config secret volume compose container image buildx"] as const),
  ...["kubectl", "oc"].map((program) => ["cluster", program, "get describe logs", "create apply annotate label patch set edit run replace", "exec cp config"] as const),
  ["helm", "helm", "get list status history", "install upgrade", ""],
  ["aws", "aws", "", "", "s3 s3api ssm secretsmanager dynamodb sqs configure lambda"], ["gcloud", "gcloud", "", "", "storage secrets config pubsub"], ["azure", "az", "", "", "storage keyvault appconfig"],
  ["buckets", "gsutil", "", "", "cp mv cat ls rsync"], ["buckets", "rclone", "", "", "copy copyto move moveto sync cat rcat ls lsf lsl"], ["buckets", "s3cmd", "", "", "put get sync cp mv ls"], ["buckets", "mc", "", "", "cp mv cat pipe ls mirror"],
  ["code host", "gh", "", "", "variable secret label"], ["code host", "glab", "", "", "variable label"],
];

/** By the name of a program, and of one with its first word. */
export const stores: ReadonlyMap<string, Store> = new Map([
  ...table.flatMap(([key, ...names]) => rows(key, "", names)),
  ...tasks.flatMap(([key, program, ...names]) => rows(key, `${program} `, names)),
]);

function rows(key: string, before: string, names: readonly string[]): readonly (readonly [string, Store])[] {
  const kind = key.startsWith("~/") ? "path" : "memory";
  return names.flatMap((list, way) => list.split(" ").filter((name) => name !== "").map((name) => [before + name, { kind, key, reads: way !== 1, writes: way !== 0 }] as const));
}
