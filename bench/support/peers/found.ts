import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { aiperf } from './aiperf.ts'
import { findProgram } from './find.ts'
import { guidellm } from './guidellm.ts'
import { inferencePerf } from './inference-perf.ts'
import { llamaBenchy } from './llama-benchy.ts'
import type { Peer } from './peer.ts'
import { vllmBench, vllmServe } from './vllm.ts'

/** Every client that ours is set beside, where it is installed. */
export const peers: readonly Peer[] = [vllmBench, inferencePerf, llamaBenchy, aiperf, vllmServe, guidellm]

/** A client, and where it is. */
export interface FoundPeer {
  readonly peer: Peer
  readonly program: string
  readonly version: string
}

/** The clients that can be run, and a sentence for each that cannot. */
export interface FoundPeers {
  readonly found: readonly FoundPeer[]
  readonly skipped: readonly string[]
}

/**
 * Looks for clients.
 * @param tokenizer folder that has to hold a tokenizer, without which none of them makes prompts
 */
export async function findPeers(
  wanted: readonly Peer[],
  tokenizer: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<FoundPeers> {
  const found: FoundPeer[] = []
  const skipped: string[] = []
  const hasTokenizer = existsSync(join(tokenizer, 'tokenizer.json'))
  for (const peer of wanted) {
    const program = findProgram(peer.program, environment)
    if (program === null)
      skipped.push(`${peer.name}: skipped, there is no ${peer.program} on PATH or in LLM_BENCH_PEERS`)
    else if (!hasTokenizer)
      skipped.push(`${peer.name}: skipped, it wants a tokenizer, and ${tokenizer} has none: npm run real-servers`)
    else found.push({ peer, program, version: await versionOf(peer, program) })
  }
  return { found, skipped }
}

/** The version of a Python package, which is quicker told than the program starts; else what the program prints. */
async function versionOf({ program: name }: Peer, program: string): Promise<string> {
  const python = join(dirname(program), 'python')
  const { all } = existsSync(python)
    ? await execa(python, ['-c', packageVersion, name], { all: true, reject: false })
    : await execa(program, ['--version'], { all: true, reject: false, timeout: 60_000 })
  return /\d+\.\d+\S*/.exec(all)?.[0] ?? 'of unknown version'
}

const packageVersion = 'import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))'
