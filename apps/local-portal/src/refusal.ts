/** The one way in which a call is refused: a status and the body that the contract gives for it. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown = null) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.body = body;
  }
}

/** A business rule: 400 with code 8 (documented). */
export function ruleBroken(subCode: number, message: string): Refusal {
  return new Refusal(400, message, { code: 8, subCode, message });
}

/** An input that is not valid: the ASP.NET form, field to messages (documented). */
export function invalid(field: string, message: string): Refusal {
  return new Refusal(400, `${field}: ${message}`, { [field]: [message] });
}

/** No right to it. That code 99 / 1 stands for this too is assumed; it is documented for unknown pages. */
export function forbidden(message: string): Refusal {
  return new Refusal(403, message, { code: 99, subCode: 1, message });
}

/** No such thing. The body's codes are assumed. */
export function notFound(message: string): Refusal {
  return new Refusal(404, message, { code: 99, subCode: 1, message });
}
