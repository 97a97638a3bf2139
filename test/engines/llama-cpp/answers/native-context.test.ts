import type { LlamaContext, LlamaContextSequence } from 'node-llama-cpp'
import { getModuleVersion } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import {
  isKnownRelease,
  keepOpen,
  nativeContext,
  sequenceNumber,
} from '../../../../src/engines/llama-cpp/answers/native-context.ts'

test('the calls of the installed release are known, those of others are not', async () => {
  // Where this fails after an update: read the calls of the new release, try them, and name it.
  expect(isKnownRelease(await getModuleVersion())).toBe(true)
  expect(['3.21.9', '3.23.0', '4.0.0', '13.22.0', ''].some(isKnownRelease)).toBe(false)
})

test('a release that hides a call, a sequence or its guard is left alone', () => {
  const call = (): void => {}
  const calls = {
    initBatch: call,
    addToBatch: call,
    decodeBatch: call,
    sampleToken: call,
    removeTokenCellsFromSequence: call,
  }
  expect(nativeContext({ _ctx: calls } as unknown as LlamaContext)).toBe(calls)
  for (const hidden of Object.keys(calls))
    expect(nativeContext({ _ctx: { ...calls, [hidden]: undefined } } as unknown as LlamaContext)).toBeNull()
  expect(nativeContext({} as LlamaContext)).toBeNull()
  expect(sequenceNumber({} as LlamaContextSequence)).toBeNull()
  using open = keepOpen({} as LlamaContext)
  expect(open).toBeDefined()
})
