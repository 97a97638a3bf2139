import { expect } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'

/** `code: message` of the error an action ends in, with a folder's path shown as `<folder>`. */
export async function errorLine(action: () => unknown, folder?: string): Promise<string> {
  try {
    await action()
  } catch (error) {
    if (!(error instanceof LlmBenchError)) throw error
    expect(error.message).not.toContain('\n')
    const message = folder === undefined ? error.message : error.message.replaceAll(folder, '<folder>')
    return `${error.code}: ${message}`
  }
  throw new Error('no error was thrown')
}
