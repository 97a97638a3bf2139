import { expect, test } from 'vitest'
import { parseCode } from '../../../../src/quality/composite/code/parse-code.ts'

test.for([
  ['ts', 'const a: number = 1\nfunction f<T>(b: T): T {\n  return b\n}', 'typescript'],
  ['tsx', 'export const A = () => <p className="a">{1}</p>', 'typescript'],
  ['js', 'get(key) {\n  return this.map.get(key)\n}', 'typescript'],
  ['python', 'def f(a):\n    yield\n    return [b for b in a]', 'python'],
  ['json', '{ "a": [1, 2, null] }', 'json'],
  ['go', 'func f(a int) (int, error) {\n\treturn a, nil\n}', 'go'],
  ['go', 'total := 0\nfor _, a := range all {\n\ttotal += a\n}', 'go'],
  ['rust', 'fn f(a: &str) -> usize {\n    a.len()\n}', 'rust'],
  ['java', 'public static int f(int a) {\n    return a + 1;\n}', 'java'],
  ['c', '#include <stdio.h>\nint main(void) {\n    return 0;\n}', 'c'],
  ['css', '.a:hover {\n  color: red;\n}', 'css'],
  ['html', '<ul>\n  <li>one</li>\n</ul>', 'html'],
  ['', 'import os\n\ndef f():\n    pass', 'python'],
  ['', 'package main\n\nfunc main() {\n}', 'go'],
  ['', '\n\n    def f(a, b=(1)) -> int:\n        return a\n', 'python'],
  ['', 'class A(B):\n    pass', 'python'],
] as const)('%s is read as what it is: %s', ([fence, code, language]) => {
  expect(parseCode(fence, code)).toMatchObject({ parsedAs: language, errors: 0, stops: false })
})

test('one mark that is missing counts once, whatever follows from it', () => {
  const code =
    'class A {\n  b(c: number {\n    return c\n  }\n\n  d() {\n    return [1, 2]\n  }\n}\n\nconst e = new A()\n'
  expect(parseCode('ts', code).errors).toBeLessThanOrEqual(2)
  expect(parseCode('python', 'def f(a)\n    return a\n').errors).toBeGreaterThan(0)
  expect(parseCode('html', '<ul><li>one</ul>\n<p>two</b></p>').errors).toBeGreaterThan(0)
})

test('code that stops is known by its end', () => {
  expect(parseCode('ts', 'function f() {\n  const a = 1\n  return a')).toMatchObject({ stops: true })
  expect(
    parseCode('ts', 'function f( {\n  const a = 1\n  return a\n}\n\nconst b = 2\nconst c = 3\nconst d = 4'),
  ).toMatchObject({ stops: false })
})

test('what is left out, or unknown to a grammar, is no fault', () => {
  expect(parseCode('js', 'function f() {\n  // ...\n  //…\n  ...\n  return 1\n}').errors).toBe(0)
  expect(parseCode('ts', 'function isA(a: unknown): a is string {\n  return true\n}').errors).toBe(0)
})

test('languages without a grammar are judged by brackets and the form of their lines', () => {
  const faults = (fence: string, code: string): number => parseCode(fence, code).errors
  expect(parseCode('kotlin', 'fun f() { g(1) }')).toMatchObject({ parsedAs: null, errors: 0 })
  expect(faults('kotlin', 'fun f() { g(1 }')).toBeGreaterThan(0)
  const sql =
    'SELECT a, COUNT(*) AS n\nFROM t AS u\nJOIN v ON v.id = u.id\nWHERE a > 3 AND b IS NOT NULL\nGROUP BY a\nORDER BY n DESC\nLIMIT 5;'
  expect(faults('sql', sql)).toBe(0)
  expect(faults('sql', 'FROM SELECT a WHERE = t GROUP a BY AND')).toBeGreaterThan(3)
  expect(faults('dockerfile', 'FROM a\nRUN b \\\n  && c\nCMD ["d", "e"]')).toBe(0)
  expect(faults('dockerfile', 'a FROM\nb RUN')).toBe(2)
  expect(faults('yaml', 'a:\n  - b: 1\n    c: "2"\n# d\ne: [f]')).toBe(0)
  expect(faults('yaml', 'a b\nc')).toBe(2)
  expect(faults('bash', 'if [ -f a ]; then\n  cat a | while read -r b; do echo "$b"; done\nfi')).toBe(0)
  expect(faults('bash', 'a if b then\n-f done')).toBeGreaterThan(1)
})
