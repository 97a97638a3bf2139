import { readFileSync } from 'node:fs'
import type { TestCase } from 'vitest/node'

const isNoFunction = /^(?:[\w$]+\.)?(model|endpoint|languageModel|measure|loadSweep|findMaxLoad) is not a function/u
const isNoServer =
  /^Cannot (?:read properties of undefined \(reading|destructure property) '(?:command|llamaServer|mlx|ollama|vllm)'/u
/** An import of our `test`, which has the fixtures. */
const importsOurs =
  /import\s*(?:\{[^}]*\b(?:test|it)\b[^}]*\}|\*\s*as\s+\w+)\s*from\s*['"]vitest-llm-bench(?:\/fixtures)?['"]/u

/**
 * Says in the errors of a failed test which import has a fixture that it lacks: Vitest's own `test` gives undefined
 * for one, and the error of calling that names no way out. A file that imports ours has another fault.
 */
export function explainMissingFixture(test: TestCase): void {
  for (const error of test.result().errors ?? []) {
    const name = missingFixture(error.message)
    if (name === null || !isTakenFromContext(name, test.module.moduleId)) continue
    error.message +=
      `; if it is the fixture "${name}" of vitest-llm-bench, Vitest's own test has none: ` +
      "import { test } from 'vitest-llm-bench'"
  }
}

/** The fixture that an error may be about; null for one about something else. */
function missingFixture(message: string): string | null {
  const [, name] = isNoFunction.exec(message) ?? []
  return name ?? (isNoServer.test(message) ? 'server' : null)
}

/** Whether a file asks a test's context for the fixture, and does not import our `test`. */
function isTakenFromContext(name: string, file: string): boolean {
  const source = textOf(file)
  const destructured = String.raw`\{[^{}()]*\b${name}\b(?:[^{}()]|\{[^{}()]*\})*\}\s*(?::[^=;)]*)?[=)]`
  const isTaken = new RegExp(String.raw`${destructured}|\.${name}\b`, 'u')
  return isTaken.test(source) && !importsOurs.test(source)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
