// Programs that keep what they are given where no path is named, and give it back later: a clipboard, a terminal's buffers, a keyring, a
// database server, the system's journal. Each by the name of the memory that it is. Knows no command line: who asks for one row of
// a table asks for the table.

/** What a program does to its memory. */
export interface Store {
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
];

/** By the name of a program. */
export const stores: ReadonlyMap<string, Store> = new Map(table.flatMap(([key, out, into, both]) => {
  const rows = (names: string, reads: boolean, writes: boolean): readonly (readonly [string, Store])[] => names.split(" ").filter((name) => name !== "").map((name) => [name, { key, reads, writes }]);
  return [...rows(out, true, false), ...rows(into, false, true), ...rows(both, true, true)];
}));
