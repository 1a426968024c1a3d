/** A stored state as version 1 of the graph has written it. */
interface Profile1 {
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Joins the two names; the other fields stay as they are. */
export function fullName({ firstName = "", lastName = "", ...rest }: Profile1): object {
  return { ...rest, name: `${firstName} ${lastName}`.trim() };
}
