import { expect, test } from 'vitest'
import { colors, darkRules, seriesColors } from '../../../../reporters/charts/kit/colors.ts'
import { svgFile, textAt } from '../../../../reporters/charts/kit/svg.ts'
import { xmlProblem } from '../../../support/well-formed.ts'

/** Contrast of two colours as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
      return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The dark colour of a light one, as the rules say. */
function darkOf(color: string): string {
  return darkRules(`fill="${color}"`).match(/\{fill:(#[0-9a-f]{6})\}/u)?.[1] ?? ''
}

test.for([
  ['text', [colors.ink, colors.muted, colors.p50, colors.p95, colors.p99, colors.good, colors.failed, ...seriesColors]],
] as const)('%s is readable on the light card and on the dark one', ([, all]) => {
  for (const color of all) {
    expect(contrast(color, colors.card), color).toBeGreaterThan(4.5)
    expect(contrast(darkOf(color), darkOf(colors.card)), color).toBeGreaterThan(4.5)
  }
  expect(contrast(colors.badgeInk, colors.badge)).toBeGreaterThan(4.5)
  expect(contrast(darkOf(colors.badgeInk), darkOf(colors.badge))).toBeGreaterThan(4.5)
})

test('a drawing has dark rules of the colours that are in it, and no script', () => {
  const svg = svgFile({ width: 100, height: 50, title: 't', description: 'd', body: [textAt(1, 2, '<x>')] })
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toContain('@media (prefers-color-scheme:dark)')
  expect(svg).toContain(`[fill="${colors.ink}"]{fill:${darkOf(colors.ink)}}`)
  expect(svg).not.toContain(`[fill="${colors.p99}"]`)
  expect(svg).not.toMatch(/<script|href|url\(|@import/iu)
})
