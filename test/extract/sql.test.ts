// SQL texts to their statements, as tables by dialect; what must not be read at all; what looks like something else (comments,
// quotes, strings); and what must hold of any text: no exception, the same twice, and an end in time that grows with the text.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/extract/apply.js";
import { readSql } from "../../src/extract/sql.js";
import { dialects } from "../../src/extract/sql/token.js";
import { SQL_DEPTH_MAX, SQL_TEXT_MAX } from "../../src/base/limits.js";
import { none, plain } from "./values.js";

/** A statement in one line: its kind, then what it has of reads, writes, columns, where, limit. */
function shown(text: string, dialect: string): readonly string[] | null {
  return readSql(text, dialect)?.map((one) => [one.kind, `r:${one.reads.join()}`, `w:${one.writes.join()}`, `c:${one.columns.join()}`, one.has_where ? "where" : "", one.limit === undefined ? "" : `limit:${one.limit}`, one.open ? "..." : ""].filter((part) => !/^(.:)?$/.test(part)).join(" ")) ?? null;
}

type Row = readonly [text: string, ...statements: readonly string[]];
const tables: Readonly<Record<string, readonly Row[]>> = {
  postgresql: [
    [""], [" ; -- nothing\n;"], ["SELECT a, b.c AS d FROM s.T AS b WHERE x = 1 LIMIT 10", "select r:s.t c:a,c where limit:10"],
    ["select * from users; DROP TABLE users", "select r:users c:*", "drop w:users"],
    ["select 1", "select"], ["values (1), (2)", "select"], ["table users", "select r:users c:*"],
    ["select t.* from t where x limit all", "select r:t c:* where"], ["select a from t where b limit $1", "select r:t c:a where limit:null"], ["select a from t fetch first 3 rows only", "select r:t c:a limit:3"], ["select a from t fetch first row with ties", "select r:t c:a limit:null"], ["select a from t limit 1+1", "select r:t c:a limit:null"],
    ["select a from t where 1 = 1", "select r:t c:a"], ["delete from t where true", "delete w:t"], ["delete from t where exists (select 1 from u where u.id = 3)", "delete r:u w:t where"],
    ["select a from t where x union select b from u", "select r:t,u c:a,b"], ["(select a from t where x) union all (select b from u where y) limit 4", "select r:t,u c:a,b where limit:4"],
    ["with x as (select secret from vault), y as (select * from x) select * from y, z", "select r:vault,z c:secret,*"],
    ["with x as (select * from x) select 1 from x", "select r:x c:*"], ["with recursive x as (select 1 union select n + 1 from x) select n from x", "select c:n"],
    ["with gone as (delete from logs where id < 5 returning *) select count(*) from gone", "delete w:logs c:* where", "select w:logs c:*"],
    ["with x as (select 1 from a) update t set b = (select c from x) where d", "update r:a w:t c:b,c where"],
    ["select a from (select password as a from users) u join lateral (select 1 from b) v on true", "select r:users,b c:a,password"],
    ["select (select pin from cards limit 1), b from t", "select r:cards,t c:pin,b"], ["select a from f(1) g, generate_series(1, 3)", "select c:a"], ["select a into n from t", "create r:t w:n c:a"], ["with q as (select b from u) (select a into temp n from t where a) union select b from q", "create r:u,t w:n c:b,a"], ["select (select a from v) into n", "create r:v w:n c:a"],
    ["select case when a then (select b from u) end, extract(year from c), d::text[], e ->> 'f', (g).h, i[1], count(*) filter (where j) over (partition by k order by l) from t", "select r:u,t c:a,b,c,d,e,g,h,i,j,k,l"],
    ["select a from t where ts between now() - interval '1 day' and now() and n not in (select id from u) order by 1 desc nulls last for update skip locked", "select r:t,u c:a,id where"],
    ["insert into s.t (a, b) select x, y from z on conflict (a) do update set b = excluded.b where t.c returning id", "insert r:z w:s.t c:a,b,x,y,id"], ["insert into t values (1, default)", "insert w:t c:*"], ["insert into t default values", "insert w:t c:*"],
    ["update only t set a = 1, (b, c) = (select d, e from f) from g where g.id = t.id returning h", "update r:f,g w:t c:a,b,c,d,e,h where"], ["update t set a = 1", "update w:t c:a"],
    ["delete from t using u where t.id = u.id", "delete r:u w:t where"], ["delete from t", "delete w:t"],
    ["merge into t using s on t.id = s.id when matched and s.x then delete when not matched then insert (id) values (s.id)", "merge r:s w:t c:id"],
    ["create table a.b (id int references c (id), d text default 'select 1 from x')", "create r:c w:a.b"], ["create table n as with q as (select 1) select a from q join r using (id)", "create r:r w:n c:a"], ["create or replace view v as select a from t", "create r:t w:v c:a"], ["create unique index on t (a)", "create w:t"], ["create role bob login", "create"],
    ["alter table if exists only t add column x int", "alter w:t"], ["alter user bob with superuser", "alter ..."], ["drop table if exists a, b.c cascade", "drop w:a,b.c"], ["drop database prod", "drop ..."], ["truncate table a, only b restart identity", "truncate w:a,b"],
    ["grant select, update (a) on t, u to bob", "grant w:t,u"], ["grant select on t to bob", "grant w:t"], ["revoke all on database d from bob", "revoke ..."], ["grant admin to bob", "grant ..."],
    ["copy t (a, b) from stdin", "copy w:t c:a,b"], ["copy (select a from t) to program 'x'", "copy r:t c:a"], ["copy t to '/tmp/x'", "copy r:t c:*"], ["call p(1)", "call ..."],
    ["begin; set x = 1; savepoint a; commit; rollback", "begin", "set", "other", "commit", "rollback"], ["explain select a from t", "explain r:t c:a"], ["explain delete from t", "explain"], ["explain (analyze) delete from t where a", "delete w:t where", "explain w:t"],
    ["select 'it''s; drop table x', E'\\'; drop table x --', $$a; b$$, $q$ $$ $q$ from t", "select r:t"], ["select /* a /* b */ from x */ a from t", "select r:t c:a"], ["select 1 --\rfrom t", "select r:t"], ["select \"From\" from \"My Table\", \"a.b\".c", "select r:my table,\"a.b\".c c:from"],
  ],
  mysql: [
    ["select `a`, \"from x\" from `db`.`t` where b = 'it\\'s' limit 5, 10 # c", "select r:db.t c:a where limit:10"], ["select 1 --1 from x\n", "select r:x"], ["select a from t -- b", "select r:t c:a"], ["delete a, b from a join b on a.id = b.id where a.x", "delete r:a,b w:a,b where"], ["delete from a using a join b where a.x = b.x", "delete r:a,b w:a,b where"], ["delete from t where a limit 3", "delete w:t where limit:3"],
    ["update t join u on t.id = u.id set t.a = u.b", "update r:t,u w:t,u c:a"], ["replace into t set a = 1", "insert w:t c:a"], ["insert ignore into t values (1) on duplicate key update a = values(a)", "insert w:t c:*,a"], ["load data local infile 'x' into table t", "copy w:t"],
    ["grant all on *.* to 'root'@'%'", "grant ..."], ["grant select on db.* to 'a'@'b'", "grant w:db.* ..."], ["show tables", "other"], ["describe users", "explain r:users"], ["select a from t use index (i) where match(a) against ('x' in boolean mode)", "select r:t c:a where"],
  ],
  sqlite: [
    ["select [a b], \"c\" from `x` where rowid in (values (1)) limit 3 offset 1", "select r:x c:a b,c where limit:3"], ["insert or replace into t values (?, :a, @b, $c)", "insert w:t c:*"], ["update or ignore t set a = 1 where b is not 3", "update w:t c:a where"], ["pragma writable_schema = 1", "other ..."], ["attach 'x' as y", "other ..."], ["select /* /* */ a from t", "select r:t c:a"], ["select 1 from t where a = 'x\\'; drop table t --'", "select r:t where", "drop w:t"],
  ],
  bigquery: [
    ["select * except (a) from `p.d.t`, unnest(b) as c with offset as o", "select r:p.d.t c:*"], ["select a[offset(0)] from my-proj.d.t", "select r:my-proj.d.t c:a"], ["delete d.t where true", "delete w:d.t"], ["select r'\\d', \"\"\"it's \"x\" from y\"\"\" from t", "select r:t"], ["export data options (uri = 'x') as select a from t", "copy r:t c:a"], ["select a from t qualify row_number() over (order by b) = 1", "select r:t c:a"],
    ["merge d.t t using d.s s on t.id = s.id when not matched by source then update set a = 1 when not matched then insert row", "merge r:d.s w:d.t c:a"],
  ],
};

const refused: Readonly<Record<string, readonly string[]>> = {
  postgresql: ["hello world", "selec * from x", "select * frm users x", "select * from t where", "select (a from t", "select a,, b from t", "select a b c from t", "delete users", "update set a = 1", "drop users", "select 'x", "select /* x", "select $a$ x", "do $$ begin end $$", "execute p", "prepare p as select 1", "select U&\"d\\0061t\" from t", "select a from t \0", "\\copy t to x", "create table t (", "select a\u00a0from t", "select `a` from t", "select * from t; and", "1", "(", "grant select on all tables in schema s to bob"],
  mysql: ["/*!50000 drop table x */", "select 1 /*!union select 2*/", "select * into outfile 'x' from t", "create trigger a before insert on b for each row begin delete from c; end", "select 1a from t", "prepare p from 'drop table t'"],
  sqlite: ["create trigger a after insert on b begin delete from c; end", "select"],
  bigquery: ["execute immediate 'drop table x'", "declare x int64", "begin delete from t where true; end", "select 'a''"],
};

describe("a condition bounds a statement", () => {
  it.each([
    "id = 3", "id in (1, 2) and 1 = 1", "a = b", "a.id = b.id", "not (id = 3)", "id = 3 or name = 'x'", "id between 1 and 2 or id = 9", "(id = 3 or name = 'x') and 1 = 1", "id = 3 or exists (select 1 from u where u.id = t.id)", "id is null", "id + 1 = id", "lower(name) like 'a%'",
  ])("%s", (where) => {
    expect(readSql(`delete from t where ${where}`, "postgresql")?.[0]?.has_where).toBe(true);
  });
  it.each([
    "true", "1 = 1", "not (1 = 2)", "'a' like '%'", "id = id", "t.id = T.ID", "t.id = id", "\"id\" = id", "id is not distinct from t.id", "(id) = (id)", "id = 3 or 1 = 1", "1 = 1 or id = 3", "id = 3 or true", "(id = 3 and 1 = 1) or (2 > 1)", "id = 3 or (name = 'x' or 1 = 1)", "id = 3 or id = id", "id <= id", "(id = 3 or 1 = 1)", "id = 3 or not false", "id = 3 xor true", "coalesce(id = 3 or true)",
  ])("%s does not", (where) => {
    expect(readSql(`delete from t where ${where}`, "postgresql")?.[0]?.has_where).toBe(false);
  });
  it("|| joins conditions in MySQL alone", () => {
    expect((["mysql", "postgresql"] as const).map((dialect) => readSql("delete from t where id = 3 || 1", dialect)?.[0]?.has_where)).toEqual([false, true]);
  });
});

describe("SQL", () => {
  for (const [dialect, rows] of Object.entries(tables)) {
    it.each(rows)(`of ${dialect}: %s`, (text, ...statements) => { expect(shown(text, dialect)).toEqual(statements); });
  }
  for (const [dialect, texts] of Object.entries(refused)) {
    it.each(texts)(`of ${dialect} is not: %s`, (text) => { expect(readSql(text, dialect)).toBe(null); });
  }
  it("of a dialect that nobody knows is not read", () => { expect(readSql("select 1", "oracle")).toBe(null); });
  it("has the text of each statement, and all tables in one list", () => {
    expect(readSql(" select a from t ; /* b */ delete from u where c -- d\n ; ", "postgresql")?.map((one) => [one.text, one.tables])).toEqual([["select a from t", ["t"]], ["delete from u where c", ["u"]]]);
    expect(plain(apply("sql", ["call p(1); select a from t limit 2", "postgresql"], none))).toEqual([
      { kind: "call", tables: { items: [], open: true }, reads: { items: [], open: true }, writes: { items: [], open: true }, columns: [], has_where: false, text: "call p(1)" },
      { kind: "select", tables: ["t"], reads: ["t"], writes: [], columns: ["a"], has_where: false, limit: 2, text: "select a from t limit 2" },
    ]);
    expect(readSql("update a set x = 1 from b, c", "postgresql")?.[0]?.tables).toEqual(["a", "b", "c"]);
  });
});

const soup = fc.constantFrom("select", "from", "t", "where", "(", ")", ",", "*", "a", ".", "1", "'s'", "\"q\"", "`b`", "union", "with", "as", "insert into", "values", "update", "set", "=", "delete", "merge", "create table", "case", "when", "then", "end", "join", "on", ";", "--", "/*", "*/", "$$", "not", "in", "limit", "explain", "grant", "cast", "::", "[", "]", "<", ">", "interval", "over", "lateral", "returning");

describe("any text", () => {
  it.each(dialects)("of %s is read to an end, and is the same twice", (dialect) => {
    fc.assert(fc.property(fc.oneof(fc.array(soup, { maxLength: 20 }).map((words) => words.join(" ")), fc.string({ unit: "binary" })), (text) => {
      const once = readSql(text, dialect);
      expect(readSql(text, dialect)).toEqual(once);
      for (const one of once ?? []) expect([...one.reads, ...one.writes].every((table) => one.tables.includes(table))).toBe(true);
    }), { seed: 4711, numRuns: 2000 });
  });
  it.each(["(", "select (", "case when ", "a.", "'", "''", "/*", "/* */", "--\n", "$a$", "a,", "select 1;", "not ", "- ", "[", "<", "with a as (", "explain ", "delete a, ", "((", "union select 1 ", "\"", "`", "1 + ", "f("])("as long as may be of %j is read to an end", (piece) => {
    for (const begin of ["", "select ", "select a from ", "create table t "]) {
      for (const dialect of dialects) {
        const text = begin + piece.repeat(Math.floor((SQL_TEXT_MAX - begin.length) / piece.length));
        expect(() => readSql(text, dialect)).not.toThrow();
      }
    }
  }, 20_000);
  it("that nests too deep is refused", () => {
    const nested = (depth: number): string => `select ${"(".repeat(depth)}1${")".repeat(depth)}`;
    expect(readSql(nested(20), "sqlite")).not.toBe(null);
    expect(readSql(nested(SQL_DEPTH_MAX), "sqlite")).toBe(null);
    expect(readSql(`select 1${" ".repeat(SQL_TEXT_MAX)}`, "sqlite")).toBe(null);
  });
});

it.each([
  ["select c from customers c limit 1", "c,*"], ["select customers from customers", "customers,*"], ["select to_jsonb(c) from s.customers c", "c,*"], ["select json_agg(customers) from s.customers", "customers,*"], ["select c::text from customers as c", "c,*"],
  ["update customers set seen = true where id = 1 returning customers", "seen,customers,*"], ["delete from customers as c where id = 1 returning c", "c,*"], ["insert into t (a) values (1) returning t", "a,t,*"], ["select x from (select a from t) x", "x,a,*"],
  ["select c.id from customers c where c.id = 1", "id"], ["update customers c set seen = true where c.id = 1", "seen"], ["select id from customers", "id"],
])("the name of rows is all their columns: %s", (text, columns) => {
  expect(readSql(text, "postgresql")?.[0]?.columns.join()).toBe(columns);
});

describe("a condition that holds of every row by its form is none", () => {
  const bound = (written: string): boolean | undefined => {
    const [condition = "", dialect = "postgresql"] = written.split("@");
    return readSql(`delete from t where ${condition}`, dialect)?.[0]?.has_where;
  };
  it.each([
    "(id = 3 or x = 1) or (y = 2 or not (id = 3))", "`id` = id@mysql", "t.id = id", "id IS id@sqlite", "id IS NOT DISTINCT FROM id", "id BETWEEN id AND id", "id IS NULL OR id IS NOT NULL", "id NOTNULL OR id ISNULL", "id = 3 OR id <> 3", "id IN (1,2) OR id NOT IN (1,2)",
    "NOT (id = 3 AND 1=2)", "(id = 3) IS NOT NULL", "id LIKE '%'", "id REGEXP '.*'@mysql", "id < 3 or id >= 3", "3 = id or not id = 3", "not (id <> id)", "((id is null) or (t.id is not null))", "id in (id)",
    "not (id is null and id is not null)", "not (not (id = 3 or id <> 3))", "id=3 || id!=3@mysql", "id = 1 or 1 = 1 or id = 3", "id between 1 and 3 or id not between 1 and 3", "\"id\" is not null or id is null",
    "3 > id or id >= 3", "id >= id", "not id < id", "id ilike '%%'",
  ])("%s", (condition) => { expect(bound(condition)).toBe(false); });
  it.each([
    "id = 3", "id is null", "id = 3 or id = 4", "id <> 3", "not (id = 3)", "not (id = 3 or id = 4)", "not (id = 3 and x = 4)", "id between 1 and 3 and x = 2", "id between 1 and x", "a.id = b.id",
    "t.id = u.id or t.id <> v.id", "id in (select id from u where 1=1)", "id is null or name is not null", "id = 3 and (x is null or x is not null)", "id like 'a%'", "lower(id) = 'x'",
    "exists (select 1 from u where u.id = t.id)", "id < 3 or id > 5", "id <> id", "case when id = 3 then true else false end", "(id = 3 or id = 5) and 1 = 1", "id = (1)", "not id = 3", "(a, b) in ((1,2))",
    "id is distinct from 3", "active", "not active", "id = any(array[1,2])",
  ])("%s bounds", (condition) => { expect(bound(condition)).toBe(true); });
});
