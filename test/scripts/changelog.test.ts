import { expect, test } from 'vitest'
import { releaseNotes, releaseProblems, releases } from '../../scripts/changelog.ts'

const text =
  '# Changelog\n\nWords.\n\n## Unreleased\n\n## 1.1.0 - 2026-11-27\n\n### Added\n\n- A.\n\n## 1.0.0\n\n- Old.\n'

test('parts have name, date and text', () => {
  expect(releases(text)).toEqual([
    { name: 'Unreleased', date: null, text: '' },
    { name: '1.1.0', date: '2026-11-27', text: '### Added\n\n- A.' },
    { name: '1.0.0', date: null, text: '- Old.' },
  ])
})

test('a heading of another form is named, with the form it needs', () => {
  expect(() => releases('## v1.2 (yesterday)\n')).toThrow(
    'CHANGELOG.md: "## v1.2 (yesterday)" is no heading of a version: write "## 1.2.3 - 2026-11-27", or "## Unreleased"',
  )
})

test('a version needs words of its own, or those of what is unreleased', () => {
  expect(releaseProblems('1.1.0', text)).toEqual([])
  expect(releaseProblems('1.2.0', text)).toEqual(['CHANGELOG.md has nothing below "## Unreleased"'])
  expect(releaseProblems('1.2.0', '# Changelog\n')).toEqual([
    'CHANGELOG.md says nothing of 1.2.0: add "## 1.2.0" or "## Unreleased"',
  ])
})

test('notes are those of a dated version', () => {
  expect(releaseNotes('1.1.0', text)).toBe('### Added\n\n- A.')
  for (const version of ['1.0.0', '1.2.0', 'Unreleased']) {
    expect(() => releaseNotes(version, text)).toThrow(`CHANGELOG.md has no dated part of ${version}`)
  }
})
