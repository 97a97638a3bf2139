import { type Browser, chromium, type Page } from 'playwright-core'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** Path of the browser that pages are tested in. */
export const browserPath = '/usr/bin/chromium'

/** The rules of GitHub's own style sheet that decide how wide a table is. */
const style = `
  body { margin: 0 }
  .markdown-body { box-sizing: border-box; width: 1012px; padding: 0; font: 16px/1.5 -apple-system, "Segoe UI",
    "Noto Sans", Helvetica, Arial, sans-serif; word-wrap: break-word }
  .markdown-body table { display: block; width: max-content; max-width: 100%; overflow: auto;
    border-spacing: 0; border-collapse: collapse }
  .markdown-body th, .markdown-body td { padding: 6px 13px; border: 1px solid #d1d9e0 }
  .markdown-body th { font-weight: 600 }
  .markdown-body img { max-width: 100% }
`

/** Starts the browser. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  })
}

/**
 * A page that shows markdown as GitHub does, without the cleaning that GitHub does afterwards: whatever the markdown
 * lets through is there.
 */
export async function githubPage(browser: Browser, markdown: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1012, height: 900 } })
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  await page.setContent(`<!doctype html><style>${style}</style><article class="markdown-body">${html}</article>`)
  return page
}

/** What a page shows: how many screens closed, which tables are cut when all is open, which elements it has. */
export interface PageFacts {
  /** Height with everything folded, in pixels. */
  readonly foldedHeight: number
  readonly tables: number
  /** The first line of each table that is wider than the page. */
  readonly cut: readonly string[]
  readonly elements: readonly string[]
}

/** Looks at a page: folded first, then with every part opened. */
export async function lookAt(page: Page): Promise<PageFacts> {
  // Text for the browser: the types of a document are none of Node's.
  return await page.evaluate<PageFacts>(`(() => {
    const foldedHeight = document.documentElement.scrollHeight
    for (const part of document.querySelectorAll('details')) part.open = true
    const tables = [...document.querySelectorAll('table')]
    const cut = tables.filter((table) => table.scrollWidth > table.clientWidth)
    return {
      foldedHeight,
      tables: tables.length,
      cut: cut.map((table) => table.scrollWidth + ' px: ' + table.rows[0].innerText),
      elements: [...new Set([...document.querySelectorAll('article *')].map(({ tagName }) => tagName.toLowerCase()))],
    }
  })()`)
}
