if exists('b:current_syntax') | finish | endif

syntax keyword immuConditional if then else match for
syntax keyword immuOperatorWord in and or not
syntax keyword immuConstant true false null
syntax match immuItem /^\s*\%(private\s\+\|abstract\s\+\)*\zs\%(import\|param\|let\|fn\|kind\|policy\|test\)\ze\s/
syntax match immuModifier /^\s*\zs\%(private\|abstract\|override\)\ze\s\+\h/
syntax match immuDeclaration /^\s*\%(private\s\+\|abstract\s\+\)*\zs\h\%(-\?\w\)*\ze\s\+\h\%(-\?\w\)*\%(\s\+extends\s\+[^ {]\+\)\?\s*{/
syntax match immuExtends /\s\zsextends\ze\s/
syntax match immuNumber /\<\d\+\%(_\d\+\)*\%(\.\d\+\)\?\%(ms\|s\|m\|h\|d\|KiB\|MiB\|GiB\|TiB\|%\)\?/
syntax match immuEscape /\\\%([ntr"\\$]\|u{\x\+}\)/ contained
syntax region immuHole matchgroup=Special start=/\${/ end=/}/ contained contains=TOP
syntax region immuString start=/"/ end=/"/ oneline contains=immuEscape,immuHole
syntax region immuString start=/"""/ end=/"""/ contains=immuEscape,immuHole
syntax region immuString start=/\<r"/ end=/"/ oneline
syntax match immuComment /\/\/.*/ contains=@Spell
syntax match immuDocumentation /\/\/\/.*/ contains=@Spell

highlight default link immuConditional Conditional
highlight default link immuOperatorWord Operator
highlight default link immuConstant Constant
highlight default link immuItem Keyword
highlight default link immuModifier StorageClass
highlight default link immuDeclaration Type
highlight default link immuExtends Keyword
highlight default link immuNumber Number
highlight default link immuEscape SpecialChar
highlight default link immuString String
highlight default link immuComment Comment
highlight default link immuDocumentation SpecialComment

let b:current_syntax = 'immu'
