import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hubSettings } from '../../../src/models/hub/settings.ts'
import { temporaryFolder } from '../temporary-folder.ts'

function settings(environment: Record<string, string>, home: string | null = null, mirrors: string[] = []) {
  return hubSettings(mirrors, { environment, home })
}

test('without a word it is huggingface.co, without a token', () => {
  expect(settings({})).toMatchObject({ endpoint: 'https://huggingface.co', token: null, offline: false, mirrors: [] })
})

test.for([
  [{ HF_ENDPOINT: 'https://hf-mirror.com/' }, 'https://hf-mirror.com'],
  [{ HF_ENDPOINT: 'https://proxy.corp/hub//' }, 'https://proxy.corp/hub'],
  [{ MODEL_ENDPOINT: 'https://a.b', HF_ENDPOINT: 'https://c.d' }, 'https://a.b'],
  [{ HF_ENDPOINT: ' ' }, 'https://huggingface.co'],
] as const)('%o is %s', ([environment, endpoint]) => {
  expect(settings(environment).endpoint).toBe(endpoint)
})

test('an address that cannot be meant is named, without what may be a password', () => {
  expect(() => settings({ HF_ENDPOINT: 'hf-mirror.com' })).toThrow(
    'environment: HF_ENDPOINT: "hf-mirror.com" is not allowed here; give an address such as https://huggingface.co',
  )
  const secret = () => settings({ HF_ENDPOINT: 'https://me:hf_secret@hub.corp' })
  expect(secret).toThrow('an address with a password or a query is not allowed here')
  expect(secret).not.toThrow('hf_secret')
  expect(() => settings({}, null, ['ftp://x'])).toThrow('llmBench({ downloads.mirrors }): "ftp://x" is not allowed')
})

test('the token is that of the environment, else the one that a log-in has left', async () => {
  await using folder = await temporaryFolder()
  writeFileSync(join(folder.path, 'token'), 'hf_disk\n')
  const home = { HF_HOME: folder.path }
  expect(settings(home).token).toBe('hf_disk')
  expect(settings({ ...home, HF_TOKEN: ' hf_mine\n' }).token).toBe('hf_mine')
  expect(settings({ ...home, HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }).token).toBeNull()
  expect(settings({ HF_TOKEN_PATH: join(folder.path, 'token') }).token).toBe('hf_disk')
  const odd = () => settings({ HF_TOKEN: 'hf_one hf_two' })
  expect(odd).toThrow('environment: HF_TOKEN: a token with a space')
  expect(odd).not.toThrow('hf_one')
})

test.for(['1', 'ON', 'yes', 'True'])('HF_HUB_OFFLINE=%s', (value) => {
  expect(settings({ HF_HUB_OFFLINE: value }).offline).toBe(true)
  expect(settings({ TRANSFORMERS_OFFLINE: value }).offline).toBe(true)
})

test('HF_HUB_OFFLINE=0 is none', () => {
  expect(settings({ HF_HUB_OFFLINE: '0' }).offline).toBe(false)
})
