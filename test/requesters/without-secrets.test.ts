import { expect, test } from 'vitest'
import { answerRedactor } from '../../src/http/redact.ts'
import { callAnswerRedactor } from '../../src/requesters/ai-sdk/language-model-failure.ts'
import { withoutSecrets } from '../../src/requesters/without-secrets.ts'
import { completedSample } from '../support/samples.ts'

const sample = {
  ...completedSample(0, 10),
  text: 'The key is sk-0123456789.',
  reasoning: 'It is sk-0123456789',
  toolCalls: '[{"name":"f","arguments":"{\\"key\\":\\"sk-0123456789\\"}"}]',
}

test('what a model said, thought and called is told without the key', () => {
  expect(withoutSecrets(sample, answerRedactor(['sk-0123456789']))).toEqual({
    ...sample,
    text: 'The key is <secret>.',
    reasoning: 'It is <secret>',
    toolCalls: '[{"name":"f","arguments":"{\\"key\\":\\"<secret>\\"}"}]',
  })
  expect(withoutSecrets(sample, answerRedactor(['sk-another-one']))).toBe(sample)
})

test('a model of the AI SDK says neither the keys of the environment nor those of its call', () => {
  const environment = { MOCK_API_KEY: 'sk-0123456789', MODE_KEY: 'development', PATH: '/usr/bin/9' }
  const hide = callAnswerRedactor(environment, { headers: { 'x-tenant': 'tenant-of-mine' } })
  expect(hide('sk-0123456789 in development of tenant-of-mine at /usr/bin/9')).toBe(
    '<secret> in development of <secret> at /usr/bin/9',
  )
})
