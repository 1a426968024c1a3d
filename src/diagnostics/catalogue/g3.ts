/** G3xx: types. Parameters called `type`, `expected` and `found` are texts of `describe`, with their backticks. */
import { family, helped } from "../family.ts";
import { didYouMean, type Suggestion } from "../suggest.ts";

export const G301 = family(
  {
    code: "G301",
    severity: "error",
    title: "type mismatch",
    explanation: `A value has another type than its place takes: an update, an argument of a node, an input of a subgraph, an operand, a condition.

A literal fits the type that it is a value of, an \`int\` fits where a \`number\` is wanted, an object may have more members than its type names. \`int / int\` is a \`number\`; \`floor\`, \`round\` and \`ceil\` make it an \`int\` again. Conditions, \`!\`, \`&&\`, \`||\` and \`?:\` take a \`boolean\` and nothing that merely looks true or false. An absent value fits only where a \`?\` stands, and \`null\` only where the type says so.`,
    wrong: `graph Shop {
  state { input prices: number[]  output label: string }
  node total => { label: sum(prices) }
  start -> total -> end
}
`,
    right: `graph Shop {
  state { input prices: number[]  output label: string }
  node total => { label: string(sum(prices)) }
  start -> total -> end
}
`,
  },
  {
    mismatch: (what: string, expected: string, found: string, help: string | Suggestion | undefined) =>
      helped(`${what} takes ${expected}, and this is ${found}`, help),
    typescript: (reason: string) => `TypeScript refuses this: ${reason}`,
    missingMembers: (what: string, expected: string, missing: readonly string[]) =>
      `${what} takes ${expected}, and ${missing.map((name) => `\`${name}\``).join(", ")} ${missing.length === 1 ? "is" : "are"} missing`,
    condition: (where: string, found: string) =>
      helped(
        `${where} takes \`boolean\`, and this is ${found}`,
        where === "`||`"
          ? "compare it, or write `??` before a value that stands in for an absent one"
          : 'compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`',
      ),
    operand: (operator: string, wanted: string, found: string) =>
      `\`${operator}\` takes ${wanted}, and this is ${found}`,
    operands: (operator: string, left: string, right: string) =>
      `\`${operator}\` takes two values of one kind, and these are ${left} and ${right}`,
    concatenation: (found: string) =>
      helped(
        `\`+\` joins text with text, numbers and truth values, and this is ${found}`,
        'use a template, or `join(list, ", ")`',
      ),
    list: (what: string, found: string, help: string | undefined) =>
      helped(`${what} takes an array, and this is ${found}`, help),
    spread: (into: "array" | "object", found: string) =>
      `\`...\` in an ${into} takes ${into === "array" ? "an array" : "an object or a map"}, and this is ${found}`,
    key: (found: string) => `a computed key is a \`string\`, and this is ${found}`,
    index: (wanted: string, found: string) => `the index takes ${wanted}, and this is ${found}`,
    notIndexable: (found: string) => `only arrays, maps and text have an index, and this is ${found}`,
  },
);

export const G302 = family(
  {
    code: "G302",
    severity: "error",
    title: "unknown member",
    explanation: `An expression reads a member that the type does not have, or an object is written with a member that its type does not name. Of a union, a member can be read that all alternatives have; a comparison narrows the union first.

Arrays and text have functions instead of members: \`len(list)\`, \`first(list)\`, \`map(list, x => …)\`. The members of a \`json\` value are not known: give the value a type.`,
    wrong: `type Person { name: string, age: int }

graph Greeting {
  state { input person: Person  output text: string }
  node greet => { text: person.nam }
  start -> greet -> end
}
`,
    right: `type Person { name: string, age: int }

graph Greeting {
  state { input person: Person  output text: string }
  node greet => { text: person.name }
  start -> greet -> end
}
`,
  },
  {
    unknown: (name: string, type: string, known: Iterable<string>) =>
      helped(`${type} has no member \`${name}\``, didYouMean(name, known)),
    none: (name: string, type: string, help: string | Suggestion | undefined) =>
      helped(`${type} has no member \`${name}\``, help),
    excess: (name: string, type: string, known: Iterable<string>) =>
      helped(`${type} names no member \`${name}\``, didYouMean(name, known)),
  },
);

export const G303 = family(
  {
    code: "G303",
    severity: "error",
    title: "possibly absent value used",
    explanation: `A field or member with \`?\`, an element \`list[i]\`, \`first\`, \`last\`, \`find\`, or a number read from text may be absent, and this place needs a value.

Give a value for that case (\`x ?? "none"\`), read on only if it is there (\`x?.name\`), or ask first: behind \`x != null &&\`, in \`x != null ? … : …\`, and in an arm whose condition or pattern says so, \`x\` counts as present.`,
    wrong: `type Person { name: string }

graph Greeting {
  state { input title?: string  input person?: Person  input tags: string[]  output text: string }
  node greet => { text: upper(title) + person.name + tags[0] }
  start -> greet -> end
}
`,
    right: `type Person { name: string }

graph Greeting {
  state { input title?: string  input person?: Person  input tags: string[]  output text: string }
  node greet => { text: upper(title ?? "") + (person?.name ?? "you") + (tags[0] ?? "") }
  start -> greet -> end
}
`,
  },
  {
    used: (what: string) =>
      helped(`${what} may be absent here`, "give a value for that case with `??`, or check it with `!= null` first"),
    accessed: (what: string, member: string) =>
      helped(`${what} may be absent here`, `write \`?.${member}\`, or check it with \`!= null\` first`),
    condition: (what: string) =>
      helped(
        `${what} may be absent here, and a condition is true or false`,
        "write `?? false`, or compare with `== true`",
      ),
  },
);

export const G304 = family(
  {
    code: "G304",
    severity: "error",
    title: "wrong number or kind of arguments",
    explanation: `A function of the language, or a type with arguments, is given something that it does not take. What each function takes is shown in the help and in the editor.

A regular expression is an argument of \`matches\` and \`split\` only; a lambda is an argument of \`map\`, \`filter\` and their like; \`visits\` takes the name of a node; \`set\` is the whole value of a reduced field in an update.`,
    wrong: `graph Count {
  state { input text: string  output words: int }
  node count => { words: len(text, " ") }
  start -> count -> end
}
`,
    right: `graph Count {
  state { input text: string  output words: int }
  node count => { words: len(split(text, " ")) }
  start -> count -> end
}
`,
  },
  {
    count: (name: string, signature: string, given: number) =>
      helped(`\`${name}\` is called with ${given} ${given === 1 ? "argument" : "arguments"}`, `it is \`${signature}\``),
    kind: (name: string, signature: string, found: string) =>
      helped(`\`${name}\` does not take ${found} here`, `it is \`${signature}\``),
    lambdaParameters: (most: number, given: number) =>
      `a function is given ${most} ${most === 1 ? "argument" : "arguments"} here, and this one takes ${given}`,
    lambdaHere: () => helped("a function is no value", "lambdas are arguments of `map`, `filter` and their like"),
    patternHere: () => helped("a regular expression is no value", "use `matches(text, /…/)` or `split(text, /…/)`"),
    setHere: () => helped("`set` is the whole value of a field in an update", "write `field: set(…)`"),
    setUnreduced: (field: string) =>
      helped(`\`${field}\` has no reducer, so that every update replaces it`, "write the value without `set`"),
    typeArguments: (name: string, wanted: string, given: number) =>
      `\`${name}\` takes ${wanted}, and ${given === 0 ? "none is" : given === 1 ? "one is" : `${given} are`} given`,
    reducerArgument: (name: string, wanted: string) => `the reducer \`${name}\` ${wanted}`,
    factoryOfGraph: (name: string) =>
      helped(`\`${name}\` is a graph, which is not called`, `write \`= ${name} { in { … } }\``),
  },
);

export const G305 = family(
  {
    code: "G305",
    severity: "error",
    title: "not comparable",
    explanation: `Two values that can never be equal are compared, or a pattern can never match: often a misspelt literal. Or objects, arrays, maps, dates or bytes are compared with \`==\`, which only tells whether they are one and the same in memory.

Compare text, numbers, truth values and \`null\`; of objects, compare a member. Dates can be compared with \`<\` and \`>\`.`,
    wrong: `type Mood = "good" | "bad"

graph Greeting {
  state { input mood: Mood  input tags: string[]  output text: string }
  node greet => { text: mood == "god" || tags == [] ? "Hello!" : "Oh." }
  start -> greet -> end
}
`,
    right: `type Mood = "good" | "bad"

graph Greeting {
  state { input mood: Mood  input tags: string[]  output text: string }
  node greet => { text: mood == "good" || len(tags) == 0 ? "Hello!" : "Oh." }
  start -> greet -> end
}
`,
  },
  {
    neverEqual: (left: string, right: string, help: string | Suggestion | undefined) =>
      helped(`${left} can never equal ${right}`, help),
    objects: (found: string) =>
      helped(
        `\`==\` compares text, numbers, truth values and \`null\`, and this is ${found}`,
        "compare a member, or `len(…)`",
      ),
    dates: () => helped("`==` would ask whether two dates are one object, not one time", "use `<`, `<=`, `>` and `>=`"),
    subject: (found: string) =>
      helped(
        `\`match\` compares text, numbers, truth values and \`null\`, and this is ${found}`,
        "match a member of it",
      ),
    order: (operator: string, found: string) => `\`${operator}\` compares numbers, text or dates, and this is ${found}`,
    orderMixed: (operator: string, left: string, right: string) =>
      `\`${operator}\` compares two values of one kind, and these are ${left} and ${right}`,
  },
);

export const G306 = family(
  {
    code: "G306",
    severity: "error",
    title: "constraint that can never (or always) hold",
    explanation: `A \`where\` has no effect: either it always holds and can go, or it never does and refuses every value. Its parts contradict each other (\`value > 5 && value < 3\`), or it says what the type, or the \`where\` of the declared type, says already (\`len(value) >= 0\`).

What the values of a type can be is known as ranges of numbers, lists of texts, truth values, absence, and lengths; where that does not decide a condition, nothing is reported.`,
    wrong: `type Share = number where value >= 0 && value <= 1

graph Limits {
  state {
    input limit: int where value > 5 && value < 3
    input share: Share where value <= 2
    output part: number
  }
  node take => { part: limit * share }
  start -> take -> end
}
`,
    right: `type Share = number where value >= 0 && value <= 1

graph Limits {
  state {
    input limit: int where value > 3 && value < 50
    input share: Share where value <= 0.5
    output part: number
  }
  node take => { part: limit * share }
  start -> take -> end
}
`,
  },
  {
    never: (condition: string, why?: string) =>
      `\`${condition}\` never holds, so every value would be refused${why === undefined ? "" : `: ${why}`}`,
    always: (condition: string, why?: string) =>
      `\`${condition}\` always holds, so it constrains nothing${why === undefined ? "" : `: ${why}`}`,
  },
);

export const G307 = family(
  {
    code: "G307",
    severity: "error",
    title: "default does not fit its type or `where`",
    explanation: `A default is a value like any other: it must have the type of its field and hold every \`where\` on the way to it, those of the field, of its named type and of the members.

A default cannot use fields or anything else that is known only in a run.`,
    wrong: `graph Retry {
  state { output attempts: int = 7 where value <= 5 }
  node more => { attempts: 1 }
  start -> more -> end
}
`,
    right: `graph Retry {
  state { output attempts: int = 5 where value <= 5 }
  node more => { attempts: 1 }
  start -> more -> end
}
`,
  },
  {
    type: (what: string, expected: string, found: string, help: string | Suggestion | undefined) =>
      helped(`the default of ${what} must be ${expected}, and this is ${found}`, help),
    missingMembers: (what: string, expected: string, missing: readonly string[]) =>
      `the default of ${what} must be ${expected}, and ${missing.map((name) => `\`${name}\``).join(", ")} ${missing.length === 1 ? "is" : "are"} missing`,
    where: (condition: string) => `the default does not hold \`${condition}\``,
  },
);

export const G308 = family(
  {
    code: "G308",
    severity: "error",
    title: "type not storable",
    explanation: `No value of the type could be stored. A type that needs one of itself to hold one of itself never ends: let the member be optional, or put it into an array or a map. A map has text for keys: \`Record<string, T>\`.

What is imported from TypeScript is stored as JSON. \`graphc check --types\` finds types whose values never are: functions, symbols, promises, instances with methods. Such things are handed over in \`context\`, which is not stored.`,
    wrong: `type Category { name: string, parent: Category }

graph Catalogue {
  state { input category: Category  output path: string }
  node show => { path: category.name }
  start -> show -> end
}
`,
    right: `type Category { name: string, parent?: Category }

graph Catalogue {
  state { input category: Category  output path: string }
  node show => { path: category.name }
  start -> show -> end
}
`,
  },
  {
    endless: (path: readonly string[]) =>
      helped(
        `a value of \`${path[0] ?? ""}\` would never end: ${[...path, path[0] ?? ""].map((name) => `\`${name}\``).join(" → ")}`,
        "make the member optional, or put it into an array",
      ),
    alias: (name: string) => `\`${name}\` is only a name for itself`,
    alternative: (name: string) => helped(`\`${name}\` is an alternative of itself`, "leave it out: it adds no value"),
    opaque: (name: string, path: string, what: string, help: string | undefined) =>
      helped(
        path === name
          ? `\`${name}\` cannot be stored: it is ${what}`
          : `\`${name}\` cannot be stored: \`${path}\` is ${what}`,
        help ?? "store what can be written as JSON, and hand over the rest in `context`",
      ),
    mapKey: (found: string) =>
      helped(
        `the keys of a map are \`string\`, not ${found}`,
        "write `Record<string, T>`, or an object type with these members",
      ),
  },
);
