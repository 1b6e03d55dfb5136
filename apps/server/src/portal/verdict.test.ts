import { describe, expect, test } from 'vitest';
import { readRetryAfter } from './exchange.ts';
import { Failure, judge, networkFailure } from './verdict.ts';

function failure(status: number, text: string, retryAfter: number | null = null): Failure {
  try {
    judge({ status, text, retryAfter, date: null }, (value) => value, true);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('nothing failed');
}

test('an answer is given to its reader', () => {
  expect(judge({ status: 200, text: '{"a":1}', retryAfter: null, date: null }, (value) => value, true)).toEqual({ a: 1 });
});

describe('what went wrong is told apart', () => {
  test.each([
    [200, '<html>Sign in</html>', 'bad-answer', 'a web page', Infinity],
    [200, '{"companies":[{"pub', 'bad-answer', 'cut', Infinity],
    [200, '', 'bad-answer', 'cut', Infinity],
    [400, '{"take":["Out of range."]}', 'bad-answer', 'take: Out of range.', 1],
    [403, '{"code":99,"subCode":1,"message":"Not yours."}', 'forbidden', '(Not yours.)', 1],
    [404, '{"code":99,"subCode":1}', 'not-found', 'no such page', 1],
    [500, '', 'faulty', 'no right', 3],
    [502, '<html>Bad gateway</html>', 'unavailable', '502', Infinity],
    [503, '{"code":99,"subCode":2}', 'maintenance', 'under maintenance', Infinity],
    [503, 'Busy', 'unavailable', 'Busy', Infinity],
    [504, '', 'unavailable', '504', Infinity],
    [302, '', 'bad-answer', '302', 1],
  ])('%i %s is %s', (status, text, code, says, tries) => {
    const failed = failure(status, text);
    expect(failed).toMatchObject({ code, tries });
    expect(failed.message).toContain(says);
  });

  test('the wait that the portal asks for is kept', () => {
    expect(failure(503, '{"code":99,"subCode":2}', 7000).wait).toBe(7000);
  });

  test('a fault of the network is named without the request', () => {
    expect(networkFailure(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })).message).toContain(
      'accept connections',
    );
    expect(networkFailure(Object.assign(new Error('x'), { code: 'EWHAT' })).message).toContain('EWHAT');
  });
});

describe('Retry-After', () => {
  const date = 'Sun, 22 Nov 2026 12:00:00 GMT';
  test.each([
    ['3', 3000],
    ['0', 0],
    ['1.5', 1500],
    ['Sun, 22 Nov 2026 12:00:09 GMT', 9000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    [undefined, null],
    [['1', '2'], null],
  ])('%s is %s milliseconds', (header, ms) => {
    expect(readRetryAfter(header, date)).toBe(ms);
  });
});
