// What well-known executables do with their operands and options: the table by which a command line is read.
// What is not here is read by `run.ts` as unknown: its operands may be read, and it may write or delete anything.

/** What is done to a path that stands as an operand or behind an option. `edit` reads and writes, `move` reads and deletes. */
export type Use = "none" | "read" | "write" | "delete" | "edit" | "move" | "host";

/** How one executable uses its command line. */
export interface Executable {
  /** All operands but those named below. */
  readonly operands: Use;
  readonly first?: Use;
  /** The last of two operands or more. */
  readonly last?: Use;
  /** Options that take a value, and what it is; a short one may have it attached. */
  readonly options: Readonly<Record<string, Use>>;
  /** Options with which there is no special first operand (`grep -e`), or no last one (`cp -t`). */
  readonly instead: readonly string[];
  /** Options with which operands are used so. */
  readonly with: Readonly<Record<string, Use>>;
}

/** Programs that run the command behind their own options. */
export interface Wrapper {
  /** Options with a value. */
  readonly options: readonly string[];
  /** Operands before the command. */
  readonly skip: number;
  readonly elevates: boolean;
}

const make = (operands: Use, more: Partial<Executable> = {}): Executable => ({ operands, options: {}, instead: [], with: {}, ...more });
const named = <T>(names: string, value: T): readonly (readonly [string, T])[] => names.split(" ").map((name) => [name, value] as const);
const values = (names: string, use: Use = "none"): Readonly<Record<string, Use>> => Object.fromEntries(named(names, use));

const compress = make("move", { options: values("-S --suffix -T --threads -b"), with: { "-k": "read", "--keep": "read", "-c": "read", "--stdout": "read", "-l": "read", "-t": "read" } });
const search = make("read", {
  first: "none", instead: ["-e", "-f", "--regexp", "--file", "--files"],
  options: { ...values("-e --regexp -A -B -C -m --max-count --include --exclude --exclude-dir -g --glob -t -T --type --color -d -D --context"), ...values("-f --file", "read") },
});

/** Executables whose operands are understood. */
export const executables: ReadonlyMap<string, Executable> = new Map<string, Executable>([
  ...named("cat tac nl rev wc od xxd hexdump strings file stat md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum base64 base32 column fmt comm cmp join paste expand unexpand ls dir vdir du df tree realpath readlink zcat bzcat xzcat zless bat more less most view ldd nm objdump size exiftool pdftotext identify lsattr getfacl", make("read")),
  ...named("head tail", make("read", { options: values("-n -c --lines --bytes -s --pid") })),
  ...named("cut", make("read", { options: values("-d -f -c -b --delimiter --fields --output-delimiter") })),
  ...named("fold", make("read", { options: values("-w") })),
  ...named("diff sdiff colordiff", make("read", { options: values("-U -C -x -I --label -W") })),
  ...named("sort", make("read", { options: { ...values("-k -t -S -T --key --field-separator --parallel"), "-o": "write", "--output": "write" } })),
  ...named("uniq", make("read", { last: "write", options: values("-f -s -w") })),
  ...named("gcc g++ cc c++ clang clang++ ld as ar", make("read", { options: { ...values("-I -L -l -D -x -include -std -T"), "-o": "write" } })),
  ...named("split csplit", make("read", { last: "write", options: values("-b -l -n -a -C -d --bytes --lines") })),
  ...named("grep egrep fgrep zgrep rg ag ack", search),
  ...named("jq yq xmllint", make("read", { first: "none", instead: ["-f", "--from-file"], options: { ...values("--arg --argjson --indent --xpath"), ...values("-f --from-file", "read") } })),
  ...named("awk gawk mawk nawk", make("read", { first: "none", instead: ["-f", "--file"], options: { ...values("-F -v --field-separator --assign"), ...values("-f --file", "read") } })),
  ...named("sed gsed", make("read", { first: "none", instead: ["-e", "-f", "--expression", "--file"], options: { ...values("-e --expression -l"), ...values("-f --file", "read") }, with: { "-i": "edit", "--in-place": "edit" } })),
  ...named("cp install", make("read", { last: "write", instead: ["-t", "--target-directory"], options: { ...values("-m -o -g -S --mode --owner --group --suffix"), ...values("-t --target-directory", "write") } })),
  ...named("mv", make("move", { last: "write", instead: ["-t", "--target-directory"], options: { ...values("-S --suffix"), ...values("-t --target-directory", "write") } })),
  ...named("ln link", make("read", { last: "write", instead: ["-t", "--target-directory"], options: { ...values("-S"), ...values("-t --target-directory", "write") } })),
  ...named("rm rmdir unlink srm wipe", make("delete", { options: values("--interactive") })),
  ...named("shred", make("write", { options: values("-n -s --iterations --size --random-source"), with: { "-u": "delete", "--remove": "delete" } })),
  ...named("truncate", make("write", { options: { ...values("-s --size"), ...values("-r --reference", "read") } })),
  ...named("touch", make("write", { options: { ...values("-d -t --date --time"), ...values("-r --reference", "read") } })),
  ...named("mkdir mkfifo mknod", make("write", { options: values("-m --mode") })),
  ...named("tee sponge", make("write")),
  ...named("chmod chown chgrp setfacl chattr chcon", make("write", { first: "none", instead: ["--reference"], options: { "--reference": "read", "-m": "none", "-x": "none" } })),
  ...named("gzip bzip2 xz zstd lz4 compress gunzip bunzip2 unxz unzstd uncompress", compress),
  ...named("zip 7z 7za rar", make("read", { first: "write", options: values("-P -x -i") })),
  ...named("unzip unrar", make("none", { first: "read", options: { "-d": "write", "-P": "none", "-x": "none" } })),
  ...named("vi vim nvim nano emacs ed ex pico micro code subl", make("edit", { options: { ...values("-c --cmd"), ...values("-S -u", "read") } })),
  ...named("mkfs mkfs.ext4 mkfs.ext3 mkfs.xfs mkfs.vfat mkswap fdisk parted wipefs sgdisk", make("delete", { options: values("-t -L -N -b") })),
  ...named("dig host nslookup drill ping ping6 traceroute tracepath mtr whois nmap arping", make("host", { options: values("-t -c -p -q -x -i -w -W -s -k -y -m -T") })),
  ...named("wscat websocat irssi", make("host", { options: values("-H -s -p -w -n --header") })),
  ...named("w3m lynx links elinks aria2c axel rdesktop xfreerdp vncviewer", make("host", { options: values("-d -o -O -c -n -i -s -P -p -u -U -H -x -l --dir --out --header") })),
  ...named("echo printf true false : pwd test [ [[ exit return break continue shift set unset shopt wait jobs bg fg umask ulimit hash type which whereis whatis man info help history date cal uptime uname hostname whoami id groups who w users last ps pgrep pidof free vmstat lscpu lsblk lsof env printenv locale tty clear reset sleep seq yes factor expr bc dc tr basename dirname getopts let local declare typeset export readonly read mapfile readarray kill pkill killall sync nproc arch getconf mktemp logname tput stty", make("none")),
]);

/** Programs that run another. */
export const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ...named("sudo doas pkexec run0 gosu su-exec", { options: ["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-T", "-U", "-D", "-R", "--user", "--group", "--host", "--prompt", "--chdir", "--chroot"], skip: 0, elevates: true }),
  ...named("nohup setsid command builtin busybox toybox unbuffer rlwrap torsocks torify proxychains proxychains4 proxychains-ng caffeinate fakeroot dbus-run-session firejail eatmydata then not", { options: [], skip: 0, elevates: false }),
  ...named("env", { options: ["-u", "--unset", "-C", "--chdir"], skip: 0, elevates: false }),
  ...named("exec", { options: ["-a"], skip: 0, elevates: false }),
  ...named("time", { options: ["-f", "-o", "--format", "--output"], skip: 0, elevates: false }),
  ...named("timeout gtimeout", { options: ["-s", "-k", "--signal", "--kill-after"], skip: 1, elevates: false }),
  ...named("nice", { options: ["-n", "--adjustment"], skip: 0, elevates: false }),
  ...named("ionice", { options: ["-c", "-n", "--class", "--classdata"], skip: 0, elevates: false }),
  ...named("chrt taskset", { options: [], skip: 1, elevates: false }),
  ...named("stdbuf", { options: ["-i", "-o", "-e", "--input", "--output", "--error"], skip: 0, elevates: false }),
  ...named("strace ltrace", { options: ["-e", "-o", "-p", "-s", "-u", "-E", "-a", "-P"], skip: 0, elevates: false }),
  ...named("chroot", { options: [], skip: 1, elevates: false }),
  ...named("unshare nsenter setpriv systemd-run", { options: ["-t", "-S", "-G", "--target", "--uid", "--gid", "--unit", "-p", "--property"], skip: 0, elevates: false }),
  ...named("flock", { options: ["-w", "-E", "--timeout"], skip: 1, elevates: false }),
  ...named("watch", { options: ["-n", "--interval"], skip: 0, elevates: false }),
  ...named("xargs parallel", { options: ["-I", "-n", "-P", "-d", "-L", "-s", "-E", "-a", "-j", "--max-args", "--max-procs", "--delimiter", "--arg-file", "--replace", "--jobs"], skip: 0, elevates: false }),
]);

/** Shells: they run the text behind `-c`, of their input, or of a file. */
export const shells: ReadonlySet<string> = new Set("sh bash dash zsh ksh ash mksh fish rbash csh tcsh".split(" "));
/** Interpreters of other languages, and programs that run what cannot be read here. */
export const interpreters: ReadonlySet<string> = new Set(
  "python pypy node nodejs deno bun tsx ts-node perl ruby php lua luajit tclsh expect Rscript R julia osascript powershell pwsh cmd java jshell scala groovy go ghci runghc elixir iex erl guile sbcl racket irb ipython gdb make gmake ninja cmake just rake ant mvn gradle docker podman kubectl nerdctl lxc vagrant ansible ansible-playbook terraform crontab at batch screen tmux npx pnpx bunx uvx pipx".split(" "));
/** Programs that fetch packages and run what comes with them. */
export const installers: ReadonlySet<string> = new Set("apt apt-get aptitude dpkg yum dnf rpm zypper apk pacman brew port snap flatpak pip pip2 pip3 uv poetry conda mamba npm pnpm yarn gem bundle cargo composer cpan luarocks opam nix nix-env".split(" "));
