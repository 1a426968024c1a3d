import { type Caller, isOwner } from "./owner.ts";
import { DeniedError } from "./errors.ts";

/** What a request wants to do. `document` reads the service's description, `store` reads or writes items of long-term memory. */
export type Action =
  | "list"
  | "create"
  | "read"
  | "history"
  | "stream"
  | "run"
  | "answer"
  | "update"
  | "fork"
  | "cancel"
  | "delete"
  | "store"
  | "document";

export interface Access {
  readonly action: Action;
  /** The graph that the request names; a request on a thread names none. */
  readonly graph?: string;
  /** The thread that the request names. Nobody has looked yet whether it is there. */
  readonly threadId?: string;
}

/** Who a caller is: an owner of threads, 1 to 126 characters once encoded for a URL. Callers with the same owner see the same threads, and no others. */
export interface Allowed {
  readonly owner: string;
}

export interface Denied {
  /** 401: the caller is not known; 403: the caller may not. */
  readonly deny: 401 | 403;
  /** Shown to the caller. */
  readonly detail?: string;
  /** The `WWW-Authenticate` header that goes with a 401. Default: `Bearer`. */
  readonly challenge?: string;
}

/** Is asked for every request, before anything is looked up. Its body must not be read. What it throws is answered with 500. */
export type Authorize = (request: Request, access: Access) => Allowed | Denied | Promise<Allowed | Denied>;

/** Finds out whose a request is. Without `authorize` it must come from this machine, to this machine. @throws DeniedError, and what `authorize` throws */
export async function admit(authorize: Authorize | undefined, request: Request, access: Access): Promise<Caller> {
  if (authorize === undefined) {
    if (!isLocal(request)) {
      throw new DeniedError({
        deny: 403,
        detail: "This server asks nobody who they are, and so serves this machine only.",
      });
    }
    return {};
  }
  const verdict: Partial<Allowed & Denied> = await authorize(request, access);
  // Written in JavaScript, it may return anything: only an owner opens the door.
  if (typeof verdict?.owner === "string" && verdict.deny === undefined) {
    const { owner } = verdict;
    if (isOwner(owner)) return { owner };
    throw new DeniedError({
      deny: 403,
      detail: "Nothing can be stored for such an owner: its name is empty or too long.",
    });
  }
  const { challenge, deny = 403, detail } = verdict ?? {};
  throw new DeniedError({
    deny,
    ...(detail !== undefined && { detail }),
    ...(challenge !== undefined && { challenge }),
  });
}

/**
 * Whether a request names this machine as its host, and, from a page, its origin. The names are what the sender says, which is what keeps out pages of
 * other sites, also those that rebind their name to this machine; that nobody else can connect is for who listens to see to.
 */
function isLocal(request: Request): boolean {
  const host = request.headers.get("host");
  const origin = request.headers.get("origin");
  return (
    isLoopback(request.url) &&
    (host === null || isLoopback(`http://${host}`)) &&
    (origin === null || isLoopback(origin))
  );
}

function isLoopback(url: string): boolean {
  try {
    return isLoopbackName(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** Whether a host name or address is one that only this machine can reach. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}
