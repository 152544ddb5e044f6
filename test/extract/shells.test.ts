// Shell texts whose variables, subscripts or functions change what runs, as a table: each runs `rm` in a real shell, and must be seen to,
// or be open; everyday texts of the same forms are read to their ends. And texts made to cost much cost little.

import { describe, expect, it } from "vitest";
import { SHELL_TEXT_MAX } from "../../src/base/limits.js";
import { commandsOf } from "../../src/extract/commands.js";
import { readShell } from "../../src/extract/shell.js";
import { isRecordValue } from "../../src/extract/value.js";

const hidden: readonly string[] = [
  "a[$(rm x)]=1",
  "a=([$(rm x)]=1)",
  "let 'a[$(rm x)]=1'",
  "declare 'a[$(rm x)]=1'",
  "test -v 'a[$(rm x)]'",
  "[ -v 'a[$(rm x)]' ]",
  "printf -v 'a[$(rm x)]' x",
  "echo $(( a[$(rm x)] ))",
  "(( a[$(rm x)] ))",
  "(( a[`rm x`] = 1 ))",
  "x='a[$(rm x)]'; echo $((x))",
  "x='a[$(rm x)]'; [[ $x -eq 1 ]]",
  "echo ${a[$(rm x)]}",
  "echo ${a:$(rm x)}",
  "[[ -v a[$(rm x)] ]]",
  "[[ $(rm x) ]]",
  "for ((i=$(rm x);i<1;i++)); do ls; done",
  "a=ls; printf -v a rm; $a x",
  "a=ls; printf -va rm; $a x",
  "a=ls; export 'a=rm'; $a x",
  "a=ls; declare 'a=rm'; $a x",
  "a=ls; readonly 'a=rm'; $a x",
  "a=ls; declare -n b=a; b=rm; $a x",
  "a=ls; unset a; ${a:-rm} x",
  "a=; ${a:-rm} x",
  "a=; : ${a:=rm}; $a x",
  "a=ls; read a <<< rm; $a x",
  "a=ls; read -r a <<< rm; $a x",
  "a=ls; read -a a <<< rm; $a x",
  "a=ls; mapfile a <<< rm; $a x",
  "a=ls; for a in rm; do :; done; $a x",
  "a=ls; for a in ls rm; do $a x; done",
  "a=ls; eval a=rm; $a x",
  "a=ls; a=rm eval '$a x'",
  "a=ls; a=rm sh -c '$a x'",
  "a=ls; f(){ $a x; }; a=rm; f",
  "a=ls; f(){ $a x; }; a=rm f",
  "a=ls; trap '$a x' EXIT; a=rm",
  "hash -p /bin/rm ls; ls x",
  "x='$(rm x)'; echo ${x@P}",
  "PS4='$(rm x)'; set -x; ls",
  "shopt -s expand_aliases\nalias ls=rm\nls x",
  "trap 'rm x' EXIT",
  "trap 'rm x' DEBUG",
  "a=ls; a[0]=rm; $a x",
  "a=rm; false && a=ls; $a x",
  "a=rm; true || a=ls; $a x",
  "a=rm; a=ls & $a x",
  "a=ls; while $a x; do a=rm; done",
  "a=ls; for i in $(seq 2); do $a x; a=rm; done",
  "a=ls; for i in 1 2; do $a x; a=rm; done",
  "a=rm; if false; then a=ls; else $a x; fi",
  "if false; then a=ls; else $a x; fi",
  "a=rm; case x in y) a=ls;; x) $a x;; esac",
  "readonly a=rm\na=ls\n$a x",
  "declare -l a; a=RM; $a x",
  "a=rm; (a=ls); $a x",
  "a=rm; a=ls | cat; $a x",
  "a=ls; f(){ a=rm; }; f; $a x",
  "a=ls; declare -g a=rm; $a x",
  "a=ls; f(){ local a=rm; $a x; }; f",
  "a=ls; x=a; read $x <<< rm; $a x",
  "a=ls; getopts :r a -r; $a x",
  "a=ls; command eval a=rm; $a x",
  "a=ls; builtin printf -v a rm; $a x",
  "a=ls; source ./e; $a x",
  "vim -c '!rm x' y",
  "vim +'!rm x' y",
  "git -c core.pager='rm x' log",
  "git -c alias.x='!rm x' x",
  "tar cf a --checkpoint=1 --checkpoint-action=exec='rm x' b",
  "a=l; a+=s; a=r; a+=m; $a x",
  "export a=rm; a=ls; bash -c '$a x'; a=rm; $a x",
];

const plain: readonly (readonly [text: string, deletes: string])[] = [
  ["X=/tmp/a && rm -rf $X", "/tmp/a"],
  ["for f in a b; do rm $f; done", "a b"],
  ["X=1; rm $X; export X=2; rm $X", "1 2"],
  ["trap 'rm -f /tmp/x' EXIT; ls", "/tmp/x"],
  ["a=x; true && a=y; rm z", "z"],
  ["main() { rm q; }; main \"$@\"", "q"],
  ["eval 'a=x'; rm $a", "x"],
  ["readonly D=/tmp/d; rm -r $D", "/tmp/d"],
  ["A=x B=y env | grep A; rm k", "k"],
  ["a=x; (a=y); rm $a", "x"],
];

const growing: readonly (readonly [name: string, text: string])[] = [
  ["values cut into words", `a='${"b ".repeat(8000)}';${"rm $a;".repeat(2300)}`],
  ["values that double", `a=xxxxxxxx;${"a=$a$a;".repeat(40)}rm $a`],
  ["loops of values", `a='${"b ".repeat(1000)}';for i in ${"1 ".repeat(1000)};do rm ${"$a ".repeat(10)};done`],
  ["loops of words", `for i in ${"1 ".repeat(5000)};do rm ${"b ".repeat(8000)};done`],
  ["texts run in loops", `a='${"b ".repeat(5000)}';for i in ${"1 ".repeat(5000)};do eval "$a";done`],
  ["roots and words of find", `find ${"a ".repeat(8000)} -exec ${"{} ".repeat(5000)};`],
];

describe("what changes behind a shell text's back", () => {
  it.each(hidden)("is seen or open: %s", (text) => {
    const { runs } = readShell(text);
    expect(runs.open || runs.items.includes("rm")).toBe(true);
    const commands = commandsOf(text);
    expect(commands.open || commands.items.some((item) => isRecordValue(item) && item.fields.get("name") === "rm")).toBe(true);
  });
  it.each(plain)("leaves what is plain: %s", (text, deletes) => {
    const shell = readShell(text);
    expect([[...shell.deletes.items].sort().join(" "), shell.runs.open, commandsOf(text).open]).toEqual([deletes, false, false]);
  });
  it.each(growing)("costs little, and is open past its bound: %s", (_, text) => {
    expect(text.length).toBeLessThan(SHELL_TEXT_MAX);
    const commands = commandsOf(text);
    expect(readShell(text).runs.open && commands.open).toBe(true);
    const words = commands.items.map((item) => (isRecordValue(item) ? item.fields.get("args") : null)).reduce<number>((sum, args) => sum + (args !== null && typeof args === "object" && "items" in args ? args.items.length : 0), 0);
    expect(words).toBeLessThan(SHELL_TEXT_MAX * 8);
  });
});
