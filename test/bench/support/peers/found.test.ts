import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findPeers, peers } from '../../../../bench/support/peers/found.ts'
import { vllmBench } from '../../../../bench/support/peers/vllm.ts'

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-found-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o755 })
  return folder
}

test('every client that is not there is skipped, and named', async () => {
  const { found, skipped } = await findPeers(peers, folderOf({ 'tokenizer.json': '{}' }), {})
  expect(found).toEqual([])
  expect(skipped).toEqual(
    peers.map(({ name, program }) => `${name}: skipped, there is no ${program} on PATH or in LLM_BENCH_PEERS`),
  )
})

test('one that is there is taken with the version that it prints', async () => {
  const tools = folderOf({ 'vllm-bench': '#!/bin/sh\necho "vllm-bench 0.1.0"\n' })
  const tokenizer = folderOf({ 'tokenizer.json': '{}' })
  const { found, skipped } = await findPeers([vllmBench], tokenizer, { LLM_BENCH_PEERS: tools })
  expect(found).toEqual([{ peer: vllmBench, program: join(tools, 'vllm-bench'), version: '0.1.0' }])
  expect(skipped).toEqual([])
})

test('without a tokenizer it is skipped, with the way to one', async () => {
  const tools = folderOf({ 'vllm-bench': '#!/bin/sh\n' })
  const { found, skipped } = await findPeers([vllmBench], join(tools, 'none'), { LLM_BENCH_PEERS: tools })
  expect(found).toEqual([])
  expect(skipped).toEqual([
    `vllm-bench (Rust): skipped, it wants a tokenizer, and ${join(tools, 'none')} has none: npm run real-servers`,
  ])
})
