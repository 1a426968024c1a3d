/** The names of what a generated module exports for a graph. */

export interface ExportedNames {
  readonly state: string;
  readonly values: string;
  readonly writes: string;
  readonly update: string;
  readonly input: string;
  readonly output: string;
  readonly context: string;
  readonly events: string;
  readonly node: string;
  readonly asks: string;
  readonly types: string;
  readonly handlers: string;
  /** Only where `createX` must be given handlers. */
  readonly suppliedHandlers: string;
  readonly create: string;
  readonly schemas: string;
  readonly description: string;
  readonly program: string;
  /** Only where an app can be made of the file alone. */
  readonly runner: string;
}

/** `Support` → `SupportState`, …, `createSupport`, `supportSchemas`, `supportGraph`, `supportProgram`, `support`. */
export function exportedNames(graph: string): ExportedNames {
  const upper = upperFirst(graph);
  const lower = lowerFirst(graph);
  return {
    state: `${upper}State`,
    values: `${upper}Values`,
    writes: `${upper}Writes`,
    update: `${upper}Update`,
    input: `${upper}Input`,
    output: `${upper}Output`,
    context: `${upper}Context`,
    events: `${upper}Events`,
    node: `${upper}Node`,
    asks: `${upper}Asks`,
    types: `${upper}Types`,
    handlers: `${upper}Handlers`,
    suppliedHandlers: `${upper}SuppliedHandlers`,
    create: `create${upper}`,
    schemas: `${lower}Schemas`,
    description: `${lower}Graph`,
    program: `${lower}Program`,
    runner: isReserved(lower) ? `${lower}Runner` : lower,
  };
}

export function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

export function upperFirst(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements " +
    "import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

/** Whether JavaScript reserves a name in modules, so that no constant can have it. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}
