/** First line of a bench file that a test writes. */
export const imports = `import { burst, concurrent, conversation, decided, expect, price, ramp, rate, test, trace } from 'vitest-llm-bench'\n`

/** Source of one test with the fixtures `bench`, `endpoint` and `measure`. */
export function testOf(name: string, body: string): string {
  return `test(${JSON.stringify(name)}, async ({ bench, endpoint, measure }) => {\n${body}\n})\n`
}
