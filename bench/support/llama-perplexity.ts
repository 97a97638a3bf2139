import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { cachedProgram } from './llama-bench.ts'

/** Figures of a text as llama-perplexity prints them. */
export interface PerplexityFigures {
  readonly perplexity: number
}

/** Figures beside a base as llama-perplexity prints them; shares in per cent. */
export interface DivergenceFigures {
  readonly mean: number
  readonly median: number
  readonly sameTop: number
  /** Perplexities of the model and of the base, to six digits behind the point. */
  readonly perplexity: number
  readonly basePerplexity: number
}

/** llama-perplexity and llama-quantize of node-llama-cpp's own release; null where they were not built. */
export function perplexityPrograms(): { readonly perplexity: string; readonly quantize: string } | null {
  const [perplexity, quantize] = ['llama-perplexity', 'llama-quantize'].map(cachedProgram)
  return perplexity && quantize ? { perplexity, quantize } : null
}

const exact = ['-fa', 'off', '-ctk', 'f32', '-ctv', 'f32', '-t', '1', '-ngl', '0']

/** Perplexity of a text; its logits are kept in `base` for {@link divergenceFrom}. */
export async function perplexityOf(
  program: string,
  { model, text, contextSize, base }: { model: string; text: string; contextSize: number; base: string },
): Promise<PerplexityFigures> {
  const args = ['-m', model, '-f', text, '-c', String(contextSize), ...exact, '--kl-divergence-base', base]
  return { perplexity: figureIn(await outputOf(program, args), /Final estimate: PPL = ([\d.]+)/u) }
}

/** Divergence of a model from the base whose logits were kept. */
export async function divergenceFrom(
  program: string,
  { model, contextSize, base }: { model: string; contextSize: number; base: string },
): Promise<DivergenceFigures> {
  const args = ['-m', model, '-c', String(contextSize), ...exact, '--kl-divergence-base', base, '--kl-divergence']
  const output = await outputOf(program, args)
  return {
    mean: figureIn(output, /Mean\s+KLD:\s+(-?[\d.]+)/u),
    median: figureIn(output, /Median\s+KLD:\s+(-?[\d.]+)/u),
    perplexity: figureIn(output, /Mean PPL\(Q\)\s+:\s+([\d.]+)/u),
    basePerplexity: figureIn(output, /Mean PPL\(base\)\s+:\s+([\d.]+)/u),
    sameTop: figureIn(output, /Same top p:\s+([\d.]+)/u),
  }
}

/** Output of a program, through a file: the last lines of llama-perplexity do not always reach a pipe. */
async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-output-'))
  try {
    const file = join(folder, 'output')
    await execa(program, args, { stdout: { file }, stderr: { file } })
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figureIn(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1]
  if (found === undefined) throw new Error(`llama-perplexity printed no ${String(pattern)}: ${output.slice(-2000)}`)
  return Number(found)
}
