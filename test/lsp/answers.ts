import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeAction,
  CodeLens,
  Command,
  CompletionItem,
  CompletionList,
  Definition,
  DefinitionLink,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InitializeResult,
  InlayHint,
  LinkedEditingRanges,
  Location,
  LogMessageParams,
  PrepareRenameResult,
  ProgressToken,
  PublishDiagnosticsParams,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkDoneProgressBegin,
  WorkDoneProgressCreateParams,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
  WorkspaceSymbol,
} from "vscode-languageserver/node.js";

/** What the protocol's typings say of every answer and of what is sent unasked, by method. */
export interface Answers {
  initialize: InitializeResult;
  shutdown: null;
  "textDocument/publishDiagnostics": PublishDiagnosticsParams;
  "$/progress": {
    token: ProgressToken;
    value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;
  };
  "window/workDoneProgress/create": WorkDoneProgressCreateParams;
  "window/logMessage": LogMessageParams;
  "textDocument/hover": Hover | null;
  "textDocument/completion": CompletionItem[] | CompletionList | null;
  "textDocument/definition": Definition | DefinitionLink[] | null;
  "textDocument/typeDefinition": Definition | DefinitionLink[] | null;
  "textDocument/references": Location[] | null;
  "textDocument/documentHighlight": DocumentHighlight[] | null;
  "textDocument/prepareRename": PrepareRenameResult | null;
  "textDocument/rename": WorkspaceEdit | null;
  "textDocument/formatting": TextEdit[] | null;
  "textDocument/rangeFormatting": TextEdit[] | null;
  "textDocument/onTypeFormatting": TextEdit[] | null;
  "textDocument/codeAction": (Command | CodeAction)[] | null;
  "textDocument/semanticTokens/full": SemanticTokens | null;
  "textDocument/semanticTokens/full/delta": SemanticTokens | SemanticTokensDelta | null;
  "textDocument/semanticTokens/range": SemanticTokens | null;
  "textDocument/inlayHint": InlayHint[] | null;
  "textDocument/signatureHelp": SignatureHelp | null;
  "textDocument/documentSymbol": DocumentSymbol[] | SymbolInformation[] | null;
  "workspace/symbol": SymbolInformation[] | WorkspaceSymbol[] | null;
  "textDocument/foldingRange": FoldingRange[] | null;
  "textDocument/selectionRange": SelectionRange[] | null;
  "textDocument/prepareCallHierarchy": CallHierarchyItem[] | null;
  "callHierarchy/incomingCalls": CallHierarchyIncomingCall[] | null;
  "callHierarchy/outgoingCalls": CallHierarchyOutgoingCall[] | null;
  "textDocument/codeLens": CodeLens[] | null;
  "textDocument/documentLink": DocumentLink[] | null;
  "textDocument/linkedEditingRange": LinkedEditingRanges | null;
  "textDocument/diagnostic": DocumentDiagnosticReport;
  "workspace/diagnostic": WorkspaceDiagnosticReport;
  "workspace/willRenameFiles": WorkspaceEdit | null;
}
