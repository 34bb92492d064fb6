autocmd BufNewFile,BufRead *.immu setfiletype immu
