// The part of the WebAssembly interface that is used. Neither the language library nor Node's types declare it, and those of
// browsers would bring everything else with them.

declare namespace WebAssembly {
  interface Module { readonly [Symbol.toStringTag]: string }
  interface Instance { readonly exports: Readonly<Record<string, unknown>> }
  interface Memory { readonly buffer: ArrayBuffer; grow(pages: number): number }
  interface LinkError extends Error { readonly name: string }
  interface RuntimeError extends Error { readonly name: string }
  interface CompileError extends Error { readonly name: string }
  const Module: {
    new (bytes: Uint8Array | ArrayBuffer): Module;
    exports(module: Module): { readonly name: string; readonly kind: string }[];
    customSections(module: Module, name: string): ArrayBuffer[];
    imports(module: Module): { readonly module: string; readonly name: string; readonly kind: string }[];
  };
  const Instance: new (module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => Instance;
  const Memory: new (descriptor: { readonly initial: number; readonly maximum?: number }) => Memory;
  const LinkError: new (message?: string) => LinkError;
  const RuntimeError: new (message?: string) => RuntimeError;
  const CompileError: new (message?: string) => CompileError;
  function validate(bytes: Uint8Array | ArrayBuffer): boolean;
  function compile(bytes: Uint8Array | ArrayBuffer): Promise<Module>;
}
