// Runs before the first paint, so that a dark page never flashes light.
(function () {
    var chosen = null;
    try {
        chosen = localStorage.getItem('mantine-color-scheme-value');
    } catch {
        // Storage may be refused; the system's choice then stands.
    }
    var dark =
        chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
