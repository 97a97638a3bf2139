import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { divergenceFrom, perplexityOf, perplexityPrograms } from '../support/llama-perplexity.ts'
import { plainStories } from '../support/plain-stories.ts'

const stories = resolve(import.meta.dirname, '../../../shared/data/models/stories260K.gguf')
const contextSize = 256
const options = { protocol: 'llama.cpp', contextSize } as const
const loaded = { threads: 1, backend: 'cpu' } as const
/** Perplexities differ by no more. */
const perplexityBand = 1e-3
/** Mean divergences differ by no more than the larger: that program keeps the base's logits in 16 bits. */
const [divergenceShare, divergenceBand] = [0.02, 5e-5]

// Our predictions against those of llama-perplexity of the same release: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('llama-perplexity of the same release', () => {
  test('a text of whole windows, and its quantizations', async ({ model, perplexity, klDivergence, skip }) => {
    const programs = perplexityPrograms()
    skip(programs === null, 'no llama-perplexity of this llama.cpp: npm run llama-server builds it')
    skip(!existsSync(stories), `no trained model (${stories})`)
    if (programs === null) return
    const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-perplexity-'))
    try {
      const [text, logits] = [join(folder, 'text.txt'), join(folder, 'logits')]
      writeFileSync(text, plainStories(120))
      const theirs = await perplexityOf(programs.perplexity, { model: stories, text, contextSize, base: logits })
      const base = await model(stories, loaded)
      const ours = await perplexity(base, { file: text }, { ...options, name: 'F32' })
      expect(ours.record.text.tokens).toBeGreaterThan(1024)
      const lines = [
        `${ours.record.text.tokens} tokens, ${ours.record.windows} windows of ${contextSize}: ours and llama-perplexity's`,
        `  perplexity F32      ${ours.perplexity.toFixed(6)}  ${theirs.perplexity.toFixed(4)}`,
      ]
      for (const quantization of ['Q8_0', 'Q4_0']) {
        const file = join(folder, `${quantization}.gguf`)
        await execa(programs.quantize, [stories, file, quantization, '1'])
        const other = await divergenceFrom(programs.perplexity, { model: file, contextSize, base: logits })
        const own = await klDivergence(
          base,
          await model(file, loaded),
          { file: text },
          { ...options, name: quantization },
        )
        lines.push(
          `  mean KLD ${quantization}       ${own.mean.toFixed(6)}  ${other.mean.toFixed(6)}`,
          `  median KLD ${quantization}     ${own.median?.toFixed(6)}  ${other.median.toFixed(6)}`,
          `  same top ${quantization} (%)   ${(100 * own.sameTop).toFixed(3)}  ${other.sameTop.toFixed(3)}`,
        )
        lines.push(`  perplexity ${quantization}     ${own.perplexity.toFixed(6)}  ${other.perplexity.toFixed(6)}`)
        lines.push(`  ... of its base        ${ours.perplexity.toFixed(6)}  ${other.basePerplexity.toFixed(6)}`)
        expect(Math.abs(own.perplexity - other.perplexity)).toBeLessThan(perplexityBand)
        const band = Math.max(divergenceShare * other.mean, divergenceBand)
        expect(Math.abs(own.mean - other.mean), `mean KLD of ${quantization}`).toBeLessThanOrEqual(band)
      }
      process.stdout.write(`\n${lines.join('\n')}\n\n`)
      expect(Math.abs(ours.perplexity - theirs.perplexity)).toBeLessThan(perplexityBand)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
