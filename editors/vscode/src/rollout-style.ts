/** How the page of rollouts looks, in the colours of the editor's theme. */
export const style = `
body { color: var(--vscode-foreground); font: var(--vscode-font-size)/1.5 var(--vscode-font-family); padding: 0 1.5em 2em; }
h1 { font-size: 1.4em; font-weight: 600; margin: 1em 0 0.4em; }
h2 { border-bottom: 1px solid var(--vscode-panel-border); font-size: 1.2em; font-weight: 600; margin: 1.6em 0 0.8em; padding-bottom: 0.2em; }
h3 { font-size: 1em; font-weight: 600; margin: 0 0 0.4em; }
article { background: var(--vscode-editorWidget-background); border: 1px solid var(--vscode-widget-border, transparent); border-radius: 4px; margin: 0 0 1em; padding: 0.8em 1em; }
.badge { background: var(--vscode-badge-background); border-radius: 3px; color: var(--vscode-badge-foreground); font-size: 0.85em; font-weight: 400; padding: 0.1em 0.5em; }
.note { background: var(--vscode-inputValidation-warningBackground); border: 1px solid var(--vscode-inputValidation-warningBorder); padding: 0.3em 0.7em; }
.facts, .legend, small, summary { color: var(--vscode-descriptionForeground); }
.facts { margin: 0.2em 0; }
.facts b { color: var(--vscode-foreground); font-weight: 600; }
.legend span { margin-right: 1.2em; white-space: nowrap; }
.legend i { border-radius: 2px; display: inline-block; height: 0.8em; margin-right: 0.4em; vertical-align: -0.05em; width: 0.8em; }
summary { cursor: pointer; margin-top: 0.8em; }
.new { background: var(--vscode-charts-green); }
.old { background: var(--vscode-charts-blue); }
.legacy { background: var(--vscode-charts-foreground); opacity: 0.4; }
.chart, .wide { overflow-x: auto; }
.chart { display: flex; gap: 2px; margin: 0.5em 0 0.8em; }
.column { flex: 1 1 0; min-width: 6em; }
.column span, .column small { display: block; font-size: 0.85em; line-height: 1.4; min-height: 1.4em; white-space: nowrap; }
.bar { border-radius: 2px; display: flex; flex-direction: column; height: 4.5em; overflow: hidden; }
.bar:empty { outline: 1px dashed var(--vscode-panel-border); outline-offset: -1px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { color: var(--vscode-descriptionForeground); font-weight: 400; text-align: left; }
th, td { padding: 0.1em 1em 0.1em 0; white-space: nowrap; }
.step { font-family: var(--vscode-editor-font-family); }
.retire { color: var(--vscode-descriptionForeground); }
`;
