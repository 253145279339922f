export const openWindowText = {
  body: 'OpenKey continues in its own window. Before you sign in or approve anything, check that the window’s address is OpenKey’s.',
} as const
