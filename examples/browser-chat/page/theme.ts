import { byId, setText } from './dom.ts'

const themes = ['auto', 'light', 'dark'] as const
const STORAGE_KEY = 'browser-chat-theme'

/** The button that goes round as the system has it, light and dark. The choice is remembered on this machine. */
export function startTheme(): void {
  const name = byId('theme')
  let theme = themes.find((known) => known === localStorage.getItem(STORAGE_KEY)) ?? 'auto'
  const apply = (): void => {
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    setText(name, theme)
  }
  name.parentElement!.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length]!
    localStorage.setItem(STORAGE_KEY, theme)
    apply()
  })
  apply()
}
