import { errorMeaning } from './errors.ts';
import { answer, field, orNull, type Reader, type Wire, WireError } from './read.ts';
import { count, text } from './values.ts';

/** An error body. `message` is the portal's own text; `meaning` is ours for the codes, null when the pair is not documented. */
export interface Ema2ApiError {
  readonly code: number | null;
  readonly subCode: number | null;
  readonly message: string | null;
  readonly meaning: string | null;
}

const silent: Ema2ApiError = { code: null, subCode: null, message: null, meaning: null };

/**
 * Reads any error body and never throws. Codes, sub-codes and model errors (`{"quantity":["…"]}`) are documented; the
 * casing is not, and one client tries `error_description`, `error` and `message` in turn. HTML and empty bodies say nothing.
 */
export function readApiError(value: unknown): Ema2ApiError {
  if (typeof value === 'string') return { ...silent, message: plainText(value) };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return silent;
  const body = answer(value);
  const nested = field(body, 'error');
  if (typeof nested.value === 'object' && nested.value !== null) return readApiError(nested.value);
  const code = attempt(orNull(count), field(body, 'code'));
  const subCode = attempt(orNull(count), field(body, 'subCode'));
  const spoken = attempt(orNull(text), field(body, 'message', 'error_description', 'error', 'detail'));
  const message = spoken ?? modelErrors(field(body, 'errors', 'modelState').value ?? value) ?? attempt(orNull(text), field(body, 'title'));
  return { code, subCode, message, meaning: errorMeaning(code, subCode) };
}

function attempt<T>(reader: Reader<T | null>, wire: Wire): T | null {
  try {
    return reader(wire);
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

/** `quantity: must be positive; take: …`, or null where no property holds a list of texts. */
function modelErrors(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const lines = Object.entries(value).flatMap(([name, messages]) => {
    if (!Array.isArray(messages)) return [];
    const texts = messages.filter((message) => typeof message === 'string');
    return texts.length > 0 ? [`${name}: ${texts.join(', ')}`] : [];
  });
  return lines.length > 0 ? lines.join('; ') : null;
}

function plainText(value: string): string | null {
  const trimmed = value.trim();
  return trimmed === '' || trimmed.startsWith('<') ? null : trimmed.slice(0, 500);
}
