// How Node is told to run Licet's programs.
// V8 lets a heap grow to a multiple of what lives, the more the slower its collector is at that moment: the server's memory would go by
// how busy the machine is. Thirty percent beyond what lives, and half of the usual nursery, cost no time that was measured (docs/performance.md).
export const nodeFlags = ['--disable-warning=ExperimentalWarning', '--heap-growing-percent=30', '--max-semi-space-size=32'];
