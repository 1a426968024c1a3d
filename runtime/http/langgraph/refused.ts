/** A request that the routes of this protocol refuse by themselves. The message is shown to the caller, as `detail`. */
export class RefusedError extends Error {
  /** 404: there is no such thing; 409: there is one already; 422: it cannot be done, or not so. */
  readonly status: 404 | 409 | 422;

  constructor(status: RefusedError["status"], message: string) {
    super(message);
    this.status = status;
  }

  override get name(): string {
    return "RefusedError";
  }
}
