// What a parser of PowerShell makes of a script: there is no PowerShell where the tests run.
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';

const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');

export interface ReadScript {
  /** What cannot be understood, with its line. */
  faults: string[];
  /** Functions that it defines, and commands that it calls by a plain name. */
  functions: Set<string>;
  commands: Set<string>;
}

export async function readPowerShell(text: string): Promise<ReadScript> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  const read: ReadScript = { faults: [], functions: new Set(), commands: new Set() };
  const walk = (node: Node): void => {
    if (node.isError || node.isMissing) read.faults.push(`${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
    if (node.type === 'function_name') read.functions.add(node.text);
    if (node.type === 'command_name' && /^[\w-]+$/.test(node.text)) read.commands.add(node.text);
    for (const child of node.children) if (child) walk(child);
  };
  const tree = parser.parse(text);
  if (tree) walk(tree.rootNode);
  return read;
}
