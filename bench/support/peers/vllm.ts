import { join } from 'node:path'
import { flags } from './flags.ts'
import { figureAt, resultsFile } from './results-file.ts'
import type { Peer, PeerFigures, PeerLoad } from './peer.ts'

const file = 'vllm.json'

/** `vllm bench serve`, in Python. */
export const vllmServe: Peer = {
  name: 'vllm bench serve',
  program: 'vllm',
  warmsUp: true,
  note: 'TPOT = (latency - TTFT) / (n - 1), its latency ends with the last event that has a choice: as ours',
  command: (load) => ({
    args: ['bench', 'serve', ...flagsOf(load)],
    // It would ask the hub for a tokenizer that it has; its client in Rust has a row of its own.
    env: { HF_HUB_OFFLINE: '1', VLLM_USE_RUST_BENCH: '0', VLLM_NO_USAGE_STATS: '1', VLLM_LOGGING_LEVEL: 'ERROR' },
  }),
  read,
}

/** vLLM's client in Rust. */
export const vllmBench: Peer = {
  name: 'vllm-bench (Rust)',
  program: 'vllm-bench',
  warmsUp: true,
  note: 'as `vllm bench serve`',
  command: (load) => ({ args: flagsOf(load) }),
  read,
}

function flagsOf({ server, model, tokenizer, tokens, requests, streams, warmUps, folder }: PeerLoad): string[] {
  return flags({
    backend: 'openai-chat',
    'base-url': server,
    endpoint: '/v1/chat/completions',
    model,
    tokenizer,
    'dataset-name': 'random',
    'random-input-len': 32,
    'random-output-len': tokens,
    'num-prompts': requests,
    'max-concurrency': streams,
    'request-rate': 'inf',
    ...(warmUps === null ? {} : { 'num-warmups': warmUps }),
    'result-dir': folder,
    'result-filename': file,
    'ignore-eos': true,
    'save-result': true,
    'disable-tqdm': true,
    'ready-check-timeout-sec': 0,
  })
}

function read({ folder }: PeerLoad): PeerFigures {
  const results = resultsFile(join(folder, file))
  return {
    requests: figureAt(results, 'completed'),
    ttftMs: figureAt(results, 'mean_ttft_ms'),
    tpotMs: figureAt(results, 'mean_tpot_ms'),
  }
}
