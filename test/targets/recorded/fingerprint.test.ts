import { expect, test } from 'vitest'
import { type FingerprintedRequest, requestFingerprint } from '../../../src/targets/recorded/fingerprint.ts'
import type { Prompt } from '../../../src/workload/prompt.ts'

const request: FingerprintedRequest = {
  definition: { kind: 'chat', sampling: { maxTokens: 8, temperature: 0, seed: 0, ignoreEos: false } },
  stream: true,
  body: { top_p: 0.9, user: 'key-planted-0001' },
}
const prompt: Prompt = { kind: 'text', text: 'Why?' }

test('equal requests have one fingerprint, in whatever order their fields stand', () => {
  const same = { ...request, body: { user: 'key-planted-0001', top_p: 0.9 } }
  expect(requestFingerprint(same, { text: 'Why?', kind: 'text' })).toBe(requestFingerprint(request, prompt))
  expect(requestFingerprint(request, { ...prompt, expected: 'because' })).toBe(requestFingerprint(request, prompt))
  expect(requestFingerprint(request, prompt)).toMatch(/^[0-9a-f]{32}$/u)
})

test('a prompt, an option, a field or the sampling makes it another', () => {
  const { definition } = request
  const others = [
    requestFingerprint(request, { kind: 'text', text: 'Why not?' }),
    requestFingerprint({ ...request, stream: false }, prompt),
    requestFingerprint({ ...request, body: { top_p: 0.8 } }, prompt),
    requestFingerprint({ ...request, definition: { ...definition, kind: 'completion' } }, prompt),
    requestFingerprint(
      { ...request, definition: { ...definition, sampling: { ...definition.sampling, maxTokens: 9 } } },
      prompt,
    ),
  ]
  expect(new Set([...others, requestFingerprint(request, prompt)]).size).toBe(others.length + 1)
})
