import { parser as cpp } from '@lezer/cpp'
import { parser as css } from '@lezer/css'
import { parser as go } from '@lezer/go'
import { parser as html } from '@lezer/html'
import { parser as java } from '@lezer/java'
import { parser as javascript } from '@lezer/javascript'
import type { LRParser } from '@lezer/lr'
import { parser as python } from '@lezer/python'
import { parser as rust } from '@lezer/rust'
import type { ParsedLanguage } from './languages.ts'

/** A grammar, and what stands before and after code that is read as a part of something. */
export interface Grammar {
  readonly parser: LRParser
  readonly before: string
  readonly after: string
}

const whole = (parser: LRParser, before = '', after = ''): Grammar => ({ parser, before, after })
const typescript = javascript.configure({ dialect: 'ts' })
const tsx = javascript.configure({ dialect: 'ts jsx' })

/** How code of a language may be read: as a whole, or as a part of a class, an object or a function. */
export const grammars: Readonly<Record<ParsedLanguage, readonly Grammar[]>> = {
  typescript: [whole(typescript), whole(tsx), whole(typescript, '({', '})'), whole(typescript, 'class A {', '}')],
  python: [whole(python)],
  json: [whole(javascript, '(', ')')],
  go: [whole(go), whole(go, 'func a() {', '}')],
  rust: [whole(rust), whole(rust, 'fn a() {', '}')],
  java: [whole(java), whole(java, 'class A {', '}'), whole(java, 'class A { void a() {', '}}')],
  c: [whole(cpp), whole(cpp, 'int a() {', '}')],
  css: [whole(css)],
  html: [whole(html)],
}
