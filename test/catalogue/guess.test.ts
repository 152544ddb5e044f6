// What is guessed of tools as servers in use name them: a table over many trades, and how far the guesses agree with the bindings that
// were written by hand. Names and arguments are those of well-known servers; descriptions are left out, so that names alone must do.

import { describe, expect, test } from "vitest";
import { guess } from "../../src/catalogue/guess.js";
import type { Guess } from "../../src/catalogue/guess.js";
import { readCatalogue } from "../../src/catalogue/read.js";
import { readAll, shippedRules } from "../../src/app/cli/packs.js";
import { parse } from "../../src/language/syntax/parse.js";
import type { TypeNode } from "../../src/language/syntax/ast.js";

/** A tool's guess by its name and arguments; `a:number` has a type. */
function guessed(name: string, args: string, description = ""): Guess {
  const properties = Object.fromEntries(args.split(" ").filter((arg) => arg !== "").map((arg) => [arg.split(":")[0] ?? "", { type: arg.split(":")[1] ?? "string" }]));
  const [found] = readCatalogue(JSON.stringify([{ name, description, inputSchema: { type: "object", properties } }])).tools?.map(guess) ?? [];
  if (found === undefined) throw new Error(name);
  return found;
}
const inWords = ({ ops, sinks, acts, roles }: Guess): string =>
  [ops.at(-1)?.value, sinks.map(({ value }) => value).sort().join("+"), acts.map(({ value }) => value).join("+"), roles.map(({ role, path }) => `${role}:${path}`).sort().join(" ")].join(" | ");

describe("tools of many trades", () => {
  test.each<[string, string, string]>([
    // files, search, memory
    ["read_text_file", "path", "READ |  |  | path:path"],
    ["write_file", "path content", "WRITE | persist | edit | content:content object:path path:path"],
    ["move_file", "source destination", "WRITE | persist | edit | object:destination object:source path:destination path:source"],
    ["directory_tree", "path", "READ |  |  | path:path"],
    ["search_files", "path pattern", "READ |  |  | path:path query:pattern"],
    ["delete_entities", "entityNames", "PRUNE | delete | remove | content:entityNames"],
    ["add_observations", "observations", "STORE | persist | edit | content:observations"],
    ["brave_web_search", "query count:number", "READ | egress |  | amount:count query:query"],
    ["fetch", "url max_length:number", "READ | egress | browse | url:url"],
    // code and its servers
    ["get_file_contents", "owner repo path", "READ |  |  | object:owner object:repo path:path"],
    ["create_issue", "owner repo title body", "SEND | egress+shared_write | post | content:body destination:owner name:title object:repo"],
    ["create_pull_request", "title head base", "SEND | egress+shared_write | post | content:base content:head name:title"],
    ["push_files", "repo branch message", "SEND | egress+shared_write | push | content:message object:branch object:repo"],
    ["git_commit", "repo_path message", "WRITE | persist | edit | content:message object:repo_path path:repo_path"],
    ["fork_repository", "repo", "WRITE | persist | edit | object:repo"],
    ["list_commits", "repo sha", "READ |  |  | object:repo object:sha"],
    ["run_command", "command cwd", "EXEC | egress+execution+persist | run | command:command path:cwd"],
    ["execute_sql", "sql", "EXEC | egress+execution+persist | run | command:sql"],
    ["query", "sql", "EXEC | execution+persist | run | command:sql"],
    ["kubectl_delete", "resource name namespace", "WRITE | delete | remove | content:namespace object:name object:resource"],
    ["install_helm_chart", "name chart", "EXEC | control+execution+persist | install | content:chart name:name"],
    ["restart_service", "service", "EXEC | control | operate | object:service"],
    ["git_push", "repo_path branch", "SEND | egress+shared_write | push | object:branch path:repo_path"],
    ["git_log", "repo_path", "READ |  |  | path:repo_path"],
    ["git_checkout", "repo_path branch_name", "WRITE | persist | edit | object:branch_name object:repo_path path:repo_path"],
    ["create_or_update_file", "owner repo path content message branch", "SEND | egress+shared_write | push | content:content content:message object:branch object:owner object:repo path:path"],
    ["transfer_repository_ownership", "repo new_owner", "SEND | egress+identity+shared_write | new_owner | destination:new_owner object:repo"],
    ["add_deploy_key", "repo key", "WRITE | identity | new_key | object:key object:repo"],
    ["remove_ssh_key", "ssh_key", "WRITE | delete+identity | drop_key | object:ssh_key"],
    ["start_process", "command", "EXEC | egress+execution+persist | run | command:command"],
    ["unzip_file", "zip_path target", "WRITE | persist | edit | object:target object:zip_path path:target path:zip_path"],
    ["redis_set", "key value", "WRITE | persist | edit | content:value object:key"],
    // people
    ["slack_post_message", "channel_id text", "SEND | egress+message | message | content:text destination:channel_id"],
    ["slack_get_channel_history", "channel_id limit:number", "READ |  |  | object:channel_id"],
    ["slack_add_reaction", "channel_id timestamp reaction", "SEND | shared_write | react | object:channel_id object:reaction time:timestamp"],
    ["send_email", "to cc subject body", "SEND | egress+message | message | content:body content:subject destination:cc destination:to"],
    ["search_emails", "query", "READ |  |  | query:query"],
    ["create_event", "summary start end attendees", "WRITE | persist+shared_write | schedule | destination:attendees name:summary time:end time:start"],
    ["invite_user", "email role", "SEND | egress+identity | invite | content:role destination:email"],
    ["share_document", "document_id email permission", "SEND | egress+identity+shared_write | share | content:permission destination:email object:document_id"],
    ["schedule_message", "channel_id text post_at", "SEND | egress+message | message | content:text destination:channel_id time:post_at"],
    ["share_file", "file_id share_with", "SEND | egress+identity+shared_write | share | destination:share_with object:file_id"],
    ["set_thread_owner", "thread_id owner", "SEND | egress+identity+shared_write | new_owner | destination:owner object:thread_id"],
    // money and shops
    ["create_invoice", "customer amount:number", "WRITE | persist | edit | amount:amount object:customer"],
    ["send_invoice", "invoice", "SEND | egress+message | message | object:invoice"],
    ["verify_transaction", "otp", "SEND | identity |  | secret:otp"],
    ["add_to_cart", "cart_id product_id", "WRITE | persist | cart | object:cart_id object:product_id"],
    ["create_return", "order_id", "WRITE | delete+persist | cancel | object:order_id"],
    ["get_purchase_history", "", "READ |  |  | "],
    ["apply_coupon", "code", "WRITE | persist | edit | object:code"],
    ["create_payment_link", "price quantity:number", "WRITE | persist | edit | amount:price amount:quantity"],
    ["create_refund", "payment_intent amount:number", "SEND | egress+payment | payment | amount:amount object:payment_intent"],
    ["transfer_funds", "from_account to_account amount:number", "SEND | egress+payment | payment | amount:amount destination:to_account object:from_account"],
    ["cancel_subscription", "subscription_id", "WRITE | delete+persist | cancel | object:subscription_id"],
    ["place_order", "item_id coupon_code", "SEND | egress+persist | order | amount:coupon_code object:item_id"],
    ["book_flight", "flight_id passenger", "SEND | egress+persist | order | object:flight_id object:passenger"],
    ["list_invoices", "customer", "READ |  |  | query:customer"],
    ["update_password", "new_password", "WRITE | identity | credential_change | secret:new_password"],
    // pages and homes
    ["browser_click", "element ref", "SEND | egress+ui | submit | content:element object:ref"],
    ["fill_form", "url field_ids field_values", "SEND | egress+ui | submit | content:field_ids content:field_values destination:url url:url"],
    ["submit_form", "url form_id elementSelectors", "SEND | egress+ui | submit | content:elementSelectors destination:url object:form_id url:url"],
    ["browser_navigate", "url", "READ | egress | browse | url:url"],
    ["browser_type", "text", "SEND | egress+ui | submit | content:text"],
    ["turn_on_light", "entity_id", "EXEC | control | operate | object:entity_id"],
    ["unlock_door", "door", "EXEC | control | operate | object:door"],
    ["get_weather", "city", "READ |  |  | object:city"],
    ["maps_directions", "origin", "EXEC | egress+execution+persist | unclear | content:origin destination:origin"],
    ["convert_currency", "amount:number", "READ |  |  | amount:amount"],
    // agents
    ["spawn_agent", "task", "DELEGATE | control | delegate_work | object:task"],
    ["ask_user", "question", "ASK | ui |  | query:question"],
    ["sequentialthinking", "thought", "REASON |  |  | query:thought"],
    // nothing to go by
    ["frobnicate", "x", "EXEC | egress+execution+persist | unclear | content:x destination:x"],
  ])("%s(%s)", (name, args, expected) => {
    expect(inWords(guessed(name, args))).toBe(expected);
  });

  test.each<[string, string]>([
    ["get_and_delete_message", "WRITE"], ["todo_list_delete", "WRITE"], ["mcp__mail__send_mail", "SEND"], ["mail/send", "SEND"], ["orderCancel", "WRITE"], ["GetOrders", "READ"], ["list_deleted_files", "READ"],
  ])("of several verbs: %s", (name, op) => {
    expect(guessed(name, "id").ops.at(-1)?.value).toBe(op);
  });

  test.each<[string, string, string, string]>([
    ["dispatch_note", "Sends a message to a colleague.", "receiver text", "SEND | egress+message | message | content:text destination:receiver"],
    ["dispatch", "Sends money to an account.", "receiver sum", "SEND | egress+payment | payment | amount:sum destination:receiver"],
    ["dispatch_robot", "Dispatches a robot to a room.", "robot", "EXEC | control | operate | object:robot"],
    ["submit_page", "Publishes a page under an address.", "link text", "SEND | egress+shared_write | publish | content:text destination:link url:link"],
    ["transfer", "Moves a file to another folder.", "file folder", "WRITE | persist | edit | object:file object:folder path:file path:folder"],
    // What may do anything stays what it is, and so does a word that means one thing.
    ["exec", "Sends a message.", "text", "EXEC | egress+execution+persist | run | content:text"],
    ["delete_page", "Publishes a page.", "link", "WRITE | delete | remove | url:link"],
    ["basket_attach_article", "Adds a product to the cart.", "article", "WRITE | persist | cart | content:article"],
  ])("a word that may mean several things means what the description opens with: %s, %s", (name, description, args, binding) => {
    expect(inWords(guessed(name, args, description))).toBe(binding);
  });
  test("a description that opens with an effect outweighs a name that reads, and one that reads does not outweigh a name that has an effect", () => {
    expect(guessed("get_report", "id", "Sends the report to its readers.").ops[0]?.value).toBe("SEND");
    expect(guessed("send_report", "id", "Returns the report.").ops[0]?.value).toBe("SEND");
    expect(guessed("weather", "city", "Returns the weather of a city.").ops[0]?.value).toBe("READ");
    expect(guessed("create_event", "title", "Creates an event. It also sends an email to all guests.").sinks.map(({ value }) => value)).toEqual(["persist", "shared_write"]);
  });

  test("what an argument says decides, and a choice that nobody listed is the strictest", () => {
    const schema = { type: "object", properties: { action: { enum: ["list", "get", "delete", "send_message"] }, id: { type: "string" } } };
    const [found] = readCatalogue(JSON.stringify([{ name: "inbox", inputSchema: schema }])).tools?.map(guess) ?? [];
    expect(found?.ops).toEqual([
      { value: "READ", when: { argument: "action", is: "in", choices: ["list", "get"] } },
      { value: "WRITE", when: { argument: "action", is: "in", choices: ["delete"] } },
      { value: "SEND", when: null },
    ]);
    expect(found?.sinks.find(({ value }) => value === "delete")?.when).toEqual({ argument: "action", is: "not in", choices: ["list", "get", "send_message"] });
  });
});

test("what the account that is signed in says of itself is marked, and what it says of whom one names, or others of it, is not", () => {
  const tags = (name: string, args: string): readonly string[] => guessed(name, args).result.tags;
  expect(tags("get_account_information", "")).toContain("account");
  expect(tags("get_my_profile", "")).toContain("account");
  expect(tags("get_account_information", "username")).not.toContain("account");
  expect(tags("get_account_messages", "")).not.toContain("account");
  expect(tags("update_account_settings", "")).not.toContain("account");
  expect(tags("get_balance", "")).not.toContain("account");
});

/** Agreement of guesses with a pack's bindings, each tool guessed from its name and arguments alone: tools with the same op, sinks of theirs that were found, roles of theirs that were found. */
function agreement(catalogue: string): { readonly tools: number; readonly ops: number; readonly sinks: string; readonly roles: string } {
  const sources = readAll([shippedRules()]);
  const items = sources.flatMap((source) => parse(source).value ?? []).filter((file) => file.catalogues.some(({ text }) => text === catalogue)).flatMap((file) => file.items).filter((item) => item.kind === "tool");
  const schema = (type: TypeNode): object => {
    switch (type.kind) {
      case "named": return type.name.text === "any" ? {} : { type: type.name.text };
      case "list": return { type: "array", items: schema(type.of) };
      case "map": return { type: "object", additionalProperties: schema(type.of) };
      case "union": return { anyOf: type.of.map(schema) };
      case "record": return { type: "object", properties: Object.fromEntries(type.params.map((param) => [param.name.text, schema(param.type)])) };
    }
  };
  const tools = items.filter(({ name }) => !name.text.startsWith("@")).map((item) => {
    const [found] = readCatalogue(JSON.stringify([{ name: item.name.text, inputSchema: { type: "object", properties: Object.fromEntries(item.params.map((param) => [param.name.text, schema(param.type)])) } }])).tools?.map(guess) ?? [];
    const by = <K extends "op" | "sink" | "act">(kind: K) => item.clauses.filter((clause) => clause.kind === kind);
    const ops = by("op").map((clause) => (clause.kind === "op" ? clause.op.text : ""));
    const sinks = by("sink").flatMap((clause) => (clause.kind === "sink" ? clause.names.map(({ text }) => text) : []));
    const roles = item.clauses.flatMap((clause) => (clause.kind === "role" ? clause.paths.map(({ text }) => ({ role: clause.role.text, path: text })) : []));
    return {
      op: found?.ops.at(-1)?.value === ops.at(-1),
      sinks: sinks.map((sink) => found?.sinks.some(({ value }) => value === sink) === true),
      roles: roles.map(({ role, path }) => found?.roles.some((one) => one.role === role && one.path === path) === true),
    };
  });
  const share = (all: readonly boolean[]): string => `${all.filter((is) => is).length}/${all.length}`;
  return { tools: tools.length, ops: tools.filter(({ op }) => op).length, sinks: share(tools.flatMap(({ sinks }) => sinks)), roles: share(tools.flatMap(({ roles }) => roles)) };
}

test("guesses agree with the bindings that were written by hand", () => {
  expect(Object.fromEntries(["agentdojo/banking", "agentdojo/slack", "openclaw"].map((catalogue) => [catalogue, agreement(catalogue)]))).toMatchInlineSnapshot(`
    {
      "agentdojo/banking": {
        "ops": 11,
        "roles": "19/19",
        "sinks": "10/10",
        "tools": 11,
      },
      "agentdojo/slack": {
        "ops": 10,
        "roles": "13/15",
        "sinks": "10/10",
        "tools": 11,
      },
      "openclaw": {
        "ops": 36,
        "roles": "110/165",
        "sinks": "26/58",
        "tools": 61,
      },
    }
  `);
});
