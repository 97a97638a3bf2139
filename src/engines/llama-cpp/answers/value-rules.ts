import type { GrammarText } from './grammar-text.ts'

/** Rules of JSON values, as those of objects and lists need them of their parts. */
export interface ValueRules {
  readonly grammar: GrammarText
  /** White space between the parts of a value. */
  readonly space: string
  /** Rule of the values that a schema describes; its place in the whole one is for messages. */
  value(schema: unknown, place: string): string
  anyObject(): string
  string(): string
}
