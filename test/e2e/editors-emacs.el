;;; editors-emacs.el --- Opens a project with eglot, and checks what it gets -*- lexical-binding: t; -*-

(add-to-list 'load-path (expand-file-name "emacs" (getenv "IMMU_EDITORS")))
(require 'immu-mode)
(require 'eglot)
(require 'flymake)

(defun check (name holds &optional detail)
  (if holds (message "ok %s" name)
    (message "wrong: %s: %S" name detail)
    (kill-emacs 1)))

(defun wait-until (seconds holds)
  (let ((end (+ (float-time) seconds)))
    (while (and (not (funcall holds)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (funcall holds)))

(setq immu-server-command (list (getenv "NODE_PROGRAM") (getenv "IMMUC_PROGRAM") "lsp" "--stdio")
      eglot-sync-connect 30
      eglot-connect-timeout 60
      enable-local-variables nil)

(condition-case problem
    (progn
      (find-file (getenv "IMMU_FILE"))
      (check "the mode" (eq major-mode 'immu-mode) major-mode)
      (apply #'eglot (eglot--guess-contact))
      (check "the server runs" (eglot-current-server))
      (flymake-mode 1)
      (check "diagnostics"
             (wait-until 30 (lambda ()
                              (flymake-start)
                              (seq-some (lambda (each) (string-match-p "handovr" (flymake-diagnostic-text each)))
                                        (flymake-diagnostics))))
             (flymake-diagnostics))
      (goto-char (point-min))
      (search-forward "image.gree")
      (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                    (eglot--TextDocumentPositionParams))))
        (check "hover" (string-match-p "Says hello" (format "%S" hover)) hover))
      (search-forward "= hando")
      (let* ((capf (eglot-completion-at-point))
             (found (all-completions "hando" (nth 2 capf))))
        (check "completion" (seq-some (lambda (each) (string-match-p "handover" each)) found) found))
      (eglot-format-buffer)
      (goto-char (point-min))
      (check "formatting" (search-forward "  size      = few..few" nil t) (buffer-string))
      (indent-region (point-min) (point-max))
      (goto-char (point-min))
      (check "indentation leaves formatted text alone" (search-forward "\n  size      = few..few" nil t)
             (buffer-string))
      (set-buffer-modified-p nil)
      (eglot-shutdown (eglot-current-server))
      (check "the end" t)
      (kill-emacs 0))
  (error (check "the run" nil problem)))
