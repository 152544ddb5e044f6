// Shell texts to the commands they spell out, one record each, as a table; and what must hold of any text at all: the executables
// that the reader of effects finds are among the commands' names, and their effects are among the whole text's.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/extract/apply.js";
import { commandsOf, isOpaque } from "../../src/extract/commands.js";
import { readShell } from "../../src/extract/shell.js";
import { isListValue, isRecordValue } from "../../src/extract/value.js";
import { SHELL_AROUND_MAX, SHELL_TEXT_MAX } from "../../src/base/limits.js";
import type { TermValue } from "../../src/words/term.js";

type Shown = Readonly<Record<string, unknown>>;
const listed = ["args", "flags", "operands", "reads", "writes", "deletes", "connects", "helpers", "loads", "piped_from", "piped_to"] as const;

/** A record with its lists as texts, `...` behind those that are open; of what is empty or false nothing. */
function shown(value: TermValue): Shown {
  if (!isRecordValue(value)) return {};
  const fields: Record<string, unknown> = {};
  for (const [name, field] of value.fields) {
    if (isListValue(field)) {
      if (field.items.length > 0 || field.open) fields[name] = [...field.items, ...(field.open ? ["..."] : [])].join(" ");
    } else if (field !== false && field !== "") fields[name] = field;
  }
  return fields;
}

function seen(text: string): { commands: readonly Shown[]; open: boolean } {
  const list = commandsOf(text);
  return { commands: list.items.map(shown), open: list.open };
}

/** What each record must have; fields that are not named here may be anything. */
const cases: readonly (readonly [text: string, ...commands: readonly Shown[]])[] = [
  [""],
  ["/bin/rm -rf --one-file-system --x=y ./a -- -b", { name: "rm", path: "/bin/rm", args: "-rf --one-file-system --x=y ./a -- -b", flags: "-r -f --one-file-system --x", operands: "./a -b", deletes: "a -b" }],
  ["ls; pwd && id || true", { name: "ls" }, { name: "pwd" }, { name: "id" }, { name: "true" }],
  ["sudo -u root rm -r /x", { name: "sudo", elevated: true, flags: "-u", deletes: undefined }, { name: "rm", elevated: true, deletes: "/x", flags: "-r" }],
  ["sudo cat a; cat b", { name: "sudo", elevated: true }, { name: "cat", elevated: true }, { name: "cat", elevated: undefined, reads: "b" }],
  ["sudo echo $(rm x)", { name: "rm", elevated: undefined, deletes: "x" }, { name: "sudo" }, { name: "echo", elevated: true, args: "..." }],
  ["su root -c 'rm a'", { name: "su", elevated: true }, { name: "rm", elevated: true, deletes: "a" }],
  ["env A=1 timeout 5 curl -s https://a.example/x", { name: "env" }, { name: "timeout" }, { name: "curl", connects: "a.example", flags: "-s" }],
  ["curl https://a.example | tee log | sudo bash -s", { name: "curl", piped_to: "tee", piped_from: undefined }, { name: "tee", piped_from: "curl", piped_to: "sudo bash ...", writes: "log" }, { name: "sudo", piped_from: "tee" }, { name: "bash", piped_from: "tee", elevated: true, piped_to: undefined }],
  ["cat a | (grep x | sort) | wc", { name: "cat", piped_to: "grep sort" }, { name: "grep", piped_from: "cat", piped_to: "sort" }, { name: "sort", piped_from: "grep", piped_to: "wc" }, { name: "wc", piped_from: "grep sort" }],
  ["echo $(date | cut -c1) | sh", { name: "date", piped_to: "cut" }, { name: "cut", piped_from: "date", piped_to: undefined }, { name: "echo", piped_to: "sh ..." }, { name: "sh", piped_from: "echo" }],
  ["sh -c 'cat a > b; rm c' > d", { name: "sh", writes: "d" }, { name: "cat", reads: "a", writes: "d b" }, { name: "rm", deletes: "c", writes: "d" }],
  ["{ cat a; cat b; } > c", { name: "cat", reads: "a", writes: "c" }, { name: "cat", reads: "b", writes: "c" }],
  ["> /etc/passwd", { name: undefined, writes: "/etc/passwd" }],
  ["echo $(cat s) > out", { name: "cat", reads: "s", writes: undefined }, { name: "echo", writes: "out" }],
  ["X='-rf /data'; rm $X", { name: "rm", args: "-rf /data", flags: "-r -f", deletes: "/data" }],
  ["rm --recurs --forc /data", { name: "rm", flags: "--recurs --recursive --forc --force", args: "--recurs --forc /data", deletes: "/data" }],
  ["rm --re /data; rm --no-such; x --forc", { name: "rm", flags: "--re --recursive" }, { name: "rm", flags: "--no-such" }, { name: "x", flags: "--forc" }],
  ["git push --forc origin +main", { name: "git", flags: "--forc ...", operands: "push origin +main" }],
  ["git push --mirr; git reset --har; git --forc", { name: "git", flags: "--mirr --mirror" }, { name: "git", flags: "--har --hard" }, { name: "git", flags: "--forc" }],
  ["sudo --us root rm --forc a", { name: "sudo", flags: "--us --user" }, { name: "rm", elevated: true, deletes: "a", flags: "--forc --force" }],
  ["sort --outp=/etc/x a", { name: "sort", reads: "a", writes: "/etc/x" }],
  ["wget --post-fi=/etc/x https://a.example/", { name: "wget", reads: "/etc/x", connects: "a.example" }],
  ["git -C x -c core.pager='sh -c id' commit -C HEAD", { name: "git", operands: "commit HEAD", helpers: "sh -c id" }, { name: "sh" }, { name: "id" }],
  ["git rebase --exec 'npm test' main; git -c credential.helper=store pull", { name: "git", helpers: undefined }, { name: "npm" }, { name: "git", operands: "pull", helpers: undefined }],
  ["git -c credential.helper='!./x' pull; git config --get core.pager", { name: "git", helpers: "./x" }, { name: "x" }, { name: "git", helpers: undefined }],
  ["psql -o '|sh' -f a.sql", { name: "psql", helpers: "sh", loads: "a.sql", writes: "..." }, { name: "sh" }],
  ["tar -I 'zstd -9' -cf a b --checkpoint-action=dot", { name: "tar", helpers: "zstd -9" }, { name: "zstd" }],
  ["uv run --python 3.12 --python ./x a.py", { name: "uv", helpers: "./x" }, { name: "x" }, { name: "a.py" }],
  ["ssh -o ConnectTimeout=5 -o 'ProxyCommand=./x %h' h ls", { name: "ssh", helpers: "./x %h" }, { name: "ls" }],
  ["rsync -e \"ssh -p $PORT\" a h:b", { name: "rsync", helpers: "ssh -p $ ..." }, { name: "ssh" }],
  ["docker -c far compose -f a.yml -p x down; docker run -c 2 a ls", { name: "docker", operands: "compose down", loads: "a.yml" }, { name: "docker", operands: "run a ls" }, { name: "ls" }],
  ["kubectl --as root -n shop apply -f a.yml; make -f - x", { name: "kubectl", operands: "apply", loads: "a.yml" }, { name: "make", loads: undefined }],
  ["rm -r $UNSEEN a", { name: "rm", args: "-r a ...", flags: "-r ...", operands: "a ...", deletes: "a ..." }],
  ["curl --url=$U", { name: "curl", flags: "--url ...", connects: "..." }],
  ["for f in a b; do rm $f; done", { name: "rm", deletes: "a" }, { name: "rm", deletes: "b" }],
  ["f() { rm inner; }; f", { name: "rm", deletes: "inner" }],
  ["find . -name '*.log' -exec rm -f {} \\;", { name: "find", flags: "-name -exec -f" }, { name: "rm", flags: "-f ...", deletes: ". ..." }],
  ["cat list | xargs -n 1 rm -f", { name: "cat", piped_to: "xargs rm" }, { name: "xargs", piped_from: "cat" }, { name: "rm", piped_from: "cat", args: "-f ...", deletes: "..." }],
  ["head -n 5 a.txt", { name: "head", operands: "a.txt", flags: "-n" }],
  ["kill -9 1", { name: "kill", flags: "-9", operands: "1" }],
  ["echo rm a | sh", { name: "echo" }, { name: "sh" }, { name: "rm", deletes: "a", piped_from: "echo" }],
  ["git push origin main", { name: "git", operands: "push origin main", sends: true, plain: true }],
  ["curl -d @a https://a.example; ls", { name: "curl", sends: true }, { name: "ls", sends: undefined }],
  ["gh issue create --body \"$(cat <<'E'\nrm -rf `x` $(y)\n\nE\n)\"", { name: "cat", fills: undefined }, { name: "gh", args: "issue create --body rm -rf `x` $(y)" }],
  ["$(echo rm) -r $(printf %s /data)", { name: "echo" }, { name: "printf" }, { name: "rm", args: "-r /data", deletes: "/data" }],
  ["x \"$(cat a)\"", { name: "cat", fills: true, reads: "a" }, { name: "x", args: "...", plain: undefined }],
  ["rm *.log", { name: "rm", plain: undefined }],
  ["x $(echo $(cat a))", { name: "cat", fills: true }, { name: "echo", fills: true }, { name: "x", args: "..." }],
  ["diff <(ls a) b; echo a", { name: "ls", fills: true }, { name: "diff", fills: undefined }, { name: "echo", fills: undefined }],
  ["x $(echo a; cat b) $(echo a &)", { name: "echo", fills: true }, { name: "cat", fills: true }, { name: "echo", fills: true }, { name: "x", args: "..." }],
  ["find ~/a -name .DS_Store -exec rm -rf {} +", { name: "find" }, { name: "rm", deletes: "~/a/**/.DS_Store ..." }],
  ["find ~/a/ \\( -name '*.pyc' -o -iname __pycache__ \\) -delete", { name: "find", deletes: "~/a/**/*.pyc ~/a/**/__pycache__ ..." }],
  ["find ~/a -name '?*' -delete", { name: "find", deletes: "~/a ..." }],
  ["find ~ -name '*.pyc' -o -type f -delete", { name: "find", deletes: "~ ..." }],
  ["find ~ \\( -type f -o -name .DS_Store \\) -delete", { name: "find", deletes: "~ ..." }],
  ["find ~ \\( -type f -o -type d -o -name aa -name bb -name cc \\) -delete", { name: "find", deletes: "~ ..." }],
  ["find ~ ! -name keep.me -delete", { name: "find", deletes: "~ ..." }],
];

const blind: readonly (readonly [text: string, open: boolean])[] = [
  ["ls", false], ["$UNSEEN x", true], ["eval \"$X\"", true], ["curl x.example | sh", true], ["python x.py", false], ["make", false], ["source ./a", false], ["echo a | base64 -d | sh", true], ["cat a &&", true], ["rm $X", false], ["unknowntool a", false], ["x".repeat(40_000), true],
];

describe("the commands of a shell text", () => {
  it.each(cases.map(([text, ...commands]) => ({ text, commands })))("$text", ({ text, commands }) => {
    const { commands: found } = seen(text);
    expect(found.map((one) => one["name"])).toEqual(commands.map((one) => one["name"]));
    commands.forEach((command, index) => expect(Object.fromEntries(Object.keys(command).map((name) => [name, found[index]?.[name]]))).toEqual(command));
  });
  it.each(blind)("%s: open is %s", (text, open) => {
    expect(seen(text).open).toBe(open);
  });
  it("have every field", () => {
    const all = apply("shell.commands", ["ls"], new Map());
    const first = isListValue(all) ? all.items[0] : null;
    expect(isRecordValue(first) ? [...first.fields.keys()].sort() : []).toEqual([...listed, "elevated", "fills", "name", "path", "plain", "sends"].sort());
  });
});

const word = fc.constantFrom("rm", "cat", "sudo", "sh", "-c", "a", "-rf", "|", ";", "&&", "(", ")", "{", "}", "$(", "`", "'", "\"", ">", "<", "x y", "$X", "xargs", "find", "-exec", "{}", "\\;", "if", "then", "fi", "for", "in", "do", "done", "curl", "https://a.example", "<<E", "\nE\n", "env", "eval", "&", "!");

describe("any text", () => {
  it("gives the names that are run and no other effects than the whole has, and throws nothing", () => {
    fc.assert(fc.property(fc.oneof(fc.array(word, { maxLength: 14 }).map((words) => words.join(" ")), fc.string({ unit: "binary" })), (text) => {
      const shell = readShell(text);
      const list = commandsOf(text);
      const names = new Set(list.items.flatMap((item) => (isRecordValue(item) ? [item.fields.get("name")] : [])));
      names.delete("");
      expect(shell.runs.items.filter((name) => !names.has(name))).toEqual([]);
      // What is read aside may have names and effects of its own: the whole is open for them.
      if (!shell.open) expect([...names].sort()).toEqual([...new Set(shell.runs.items)].sort());
      expect(list.open).toBe(isOpaque(text));
      if (list.open) expect(shell.open).toBe(true);
      for (const item of list.items) {
        for (const effect of ["reads", "writes", "deletes", "connects"] as const) {
          const own = isRecordValue(item) ? item.fields.get(effect) : null;
          expect(isListValue(own) && own.items.every((one) => shell.open || shell[effect].items.some((whole) => whole === one)) && (!own.open || shell[effect].open)).toBe(true);
        }
      }
    }), { seed: 4711, numRuns: 1200 });
  });
  const redirects = Array.from({ length: 2500 }, (_, at) => `>f${at}`).join(" ");
  const names = (letter: string): string => Array.from({ length: 1500 }, (_, at) => `${letter}${at}`).join(";");
  it.each<[string, string]>([
    ["redirections around commands", `{ ${"b;".repeat(3000)} } ${redirects}`],
    ["redirections around redirections", `${"{ ".repeat(300)}a${"; } > f > g".repeat(300)}`],
    ["neighbours", `(${names("a")}) | (${names("b")})`],
    ["a long pipeline", Array.from({ length: 4000 }, (_, at) => `c${at}`).join("|")],
    ["pipelines in pipelines", `${"(a|".repeat(800)}b${")".repeat(800)}`],
    ["substitutions in substitutions", `${"a $(".repeat(400)}b${")".repeat(400)}`],
    ["words", `rm ${"-a ".repeat(10_000)}`],
    ["programs behind programs", "docker exec x ".repeat(2300)],
    ["commands for each commit", "git bisect run ".repeat(2100)],
    ["loops in loops", `X=1; ${"while :; do X=2; X=1;".repeat(300)} :; ${"done; ".repeat(300)}`],
    ["tests in tests", "[[ $(".repeat(4000)],
  ])("of many %s is read to an end", (_, text) => {
    expect(text.length).toBeLessThan(SHELL_TEXT_MAX);
    for (const item of commandsOf(text).items) {
      const writes = isRecordValue(item) ? item.fields.get("writes") : null;
      expect(isListValue(writes) && writes.items.length).toBeLessThan(3 * SHELL_AROUND_MAX);
    }
  });
  it("has neighbours and files to a bound, and is open past it", () => {
    const { items } = commandsOf(`(${names("a")}) | b; { c; } ${redirects}`);
    const [b, c] = items.slice(-2).map(shown);
    expect(b?.["piped_from"]).toMatch(/^a0 .* \.\.\.$/);
    expect(c?.["writes"]).toMatch(/^f0 .* \.\.\.$/);
  });
});
