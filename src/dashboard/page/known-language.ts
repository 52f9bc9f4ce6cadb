/**
 * uPlot formats numbers in the browser's language as soon as it is loaded, and fails when that is none Intl knows, such as
 * Chromium's `en-US@posix` under LANG=C. To be imported before it.
 */
try {
  Intl.getCanonicalLocales(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en' })
}
