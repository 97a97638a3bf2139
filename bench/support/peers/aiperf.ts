import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flags } from './flags.ts'
import { figureAt, resultsFile } from './results-file.ts'
import type { Peer } from './peer.ts'

const artifacts = 'aiperf'
const tokenizerName = 'local/tokenizer'

/** NVIDIA's AIPerf. */
export const aiperf: Peer = {
  name: 'AIPerf',
  program: 'aiperf',
  warmsUp: true,
  note:
    'TPOT is its inter_token_latency = (latency - TTFT) / (n - 1), its latency ends with the last event; ' +
    'told to take the tokens of the usage',
  command: ({ server, model, streams, requests, warmUps, tokens, tokenizer, folder }) => {
    const hub = join(folder, 'hub')
    layOut(hub, tokenizer)
    return {
      args: [
        'profile',
        ...flags({
          'model-names': model,
          url: server,
          'endpoint-type': 'chat',
          streaming: true,
          concurrency: streams,
          'request-count': requests,
          ...(warmUps === null ? {} : { 'warmup-request-count': warmUps }),
          tokenizer: tokenizerName,
          'use-server-token-count': true,
          'prompt-input-tokens-mean': 32,
          'no-gpu-telemetry': true,
          'no-server-metrics': true,
          'ui-type': 'none',
          'output-artifact-dir': join(folder, artifacts),
        }),
        ...flags({ 'extra-inputs': `{"max_tokens":${tokens},"ignore_eos":true}` }),
      ],
      env: { HF_HUB_CACHE: hub, HF_HUB_OFFLINE: '1' },
      cwd: folder,
    }
  },
  read: ({ folder }) => {
    const results = resultsFile(join(folder, artifacts, 'profile_export_aiperf.json'))
    return {
      requests: figureAt(results, 'request_count', 'avg'),
      ttftMs: figureAt(results, 'time_to_first_token', 'avg'),
      tpotMs: figureAt(results, 'inter_token_latency', 'avg'),
    }
  },
}

/** It takes no folder for a tokenizer: what it finds is what the hub's cache would hold. */
function layOut(hub: string, tokenizer: string): void {
  const model = join(hub, `models--${tokenizerName.replace('/', '--')}`)
  const snapshot = join(model, 'snapshots', '1')
  mkdirSync(join(model, 'refs'), { recursive: true })
  mkdirSync(snapshot, { recursive: true })
  writeFileSync(join(model, 'refs', 'main'), '1')
  for (const name of readdirSync(tokenizer).filter((file) => file.endsWith('.json')))
    symlinkSync(join(tokenizer, name), join(snapshot, name))
}
