// The package's door for runtimes that are given bundles (`interdict/runtime`): a bundle to an engine, and the types that pass through.
// It does not know the compiler, so that a host that only decides need not wait for it to be loaded.

export { createEngine } from "./node/engine.js";
export type { Engine, EngineOptions, PoolOptions, ReplaceOptions, SessionOptions } from "./node/engine.js";
export type { Replaced } from "./node/replace/succession.js";
export type { Beside } from "./node/beside.js";
export type { ApprovedBy, Session } from "./node/session.js";
export type { CarriedOut, Executor, Outcome as UndoOutcome, RollbackFrom, RollbackOptions, UndoCall } from "./node/rollback/rollback.js";
export type { Cancelled, RollbackPlan, Stuck, Undo } from "./kernel/rollback/plan.js";
export type { Message } from "./kernel/rollback/kept.js";
export { fileRegistry, type FileRegistry, type FileRegistryOptions } from "./node/registry/file.js";
export { sqliteRegistry, type SqliteDatabase } from "./node/registry/sqlite.js";
export { memoryRegistry } from "./node/registry/registry.js";
export type { Batch, Registry } from "./node/registry/registry.js";
export type { Declaration } from "./node/registry/declare.js";
export { sqliteJournal } from "./node/evidence/sqlite.js";
export { fileJournal } from "./node/evidence/journal.js";
export type { FileJournalOptions, Journal } from "./node/evidence/journal.js";
export { verifyLog } from "./node/evidence/verify.js";
export type { Held, HeldBundle, Verified } from "./node/evidence/verify.js";
export type { Refusal } from "./node/refusal.js";
export { packBundle, readBundle, unpackBundle, writeBundle } from "./node/bundle.js";
export type { Bundle } from "./wasm/bundle/tar.js";
export type { BundleData } from "./wasm/bundle/data.js";
export type { Source, Span } from "./base/span.js";
export type { Diagnostic, Outcome } from "./base/diagnostic.js";
export { render, toolDigest } from "./node/pure.js";
export type { Decision, FiredRule, PathStep } from "./kernel/decide/decision.js";
export type { ApprovalEvent, CallEvent, Json, LoweringEvent, ObservedEvent, ResponseEvent, ReviewedEvent, RevocationEvent, SessionEvent, SinkEvent, ToolsEvent } from "./kernel/event/event.js";
export type { Effect, Severity } from "./words/effects.js";
export type { EdgeKind } from "./words/provenance.js";
export type { Manifest } from "./words/manifest.js";
