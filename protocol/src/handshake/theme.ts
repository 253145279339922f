/** How the widget looks; `auto` follows the user's preference. */
export type Theme = 'light' | 'dark' | 'auto'
