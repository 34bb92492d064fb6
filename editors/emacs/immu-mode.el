;;; immu-mode.el --- Major mode for immu specs -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.3"))
;; Keywords: languages

;;; Commentary:

;; Colours and indents `.immu' files, and tells eglot to serve them by `immuc lsp --stdio'.  Run `eglot' in a buffer,
;; or add `eglot-ensure' to `immu-mode-hook'.

;;; Code:

(defgroup immu nil
  "Specs of immutable infrastructure."
  :group 'languages)

(defcustom immu-server-command '("immuc" "lsp" "--stdio")
  "The program that serves editors, with its arguments."
  :type '(repeat string))

(defcustom immu-indent-offset 2
  "Columns that a nested line is indented by."
  :type 'integer
  :safe #'integerp)

(defvar immu-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    table))

(defconst immu-font-lock-keywords
  `((,(regexp-opt '("if" "then" "else" "match" "for" "in" "and" "or" "not") 'symbols) . font-lock-keyword-face)
    (,(regexp-opt '("true" "false" "null") 'symbols) . font-lock-constant-face)
    ("^\\s-*\\(?:private\\s-+\\)?\\(import\\|param\\|let\\|fn\\|kind\\|policy\\|test\\)\\s-"
     1 font-lock-keyword-face)
    ("^\\s-*\\(private\\|abstract\\|override\\)\\s-+\\w" 1 font-lock-keyword-face)
    ("\\s-\\(extends\\)\\s-" 1 font-lock-keyword-face)
    ("\\_<\\(\\(?:\\sw\\|\\s_\\)+\\)\\s-+\\(\\(?:\\sw\\|\\s_\\)+\\)\\(?:\\s-+extends\\s-+[^ {]+\\)?\\s-*{"
     (1 font-lock-type-face) (2 font-lock-variable-name-face))
    ("\\_<\\(\\(?:\\sw\\|\\s_\\)+\\)\\s-*=[^=>]" 1 font-lock-variable-name-face)))

(defun immu-indent-line ()
  "Indent the line by the brackets that are open before it."
  (interactive)
  (let ((column (save-excursion
                  (back-to-indentation)
                  (let ((depth (car (syntax-ppss))))
                    (when (looking-at "[]})]") (setq depth (1- depth)))
                    (* immu-indent-offset (max 0 depth))))))
    (unless (nth 3 (syntax-ppss (line-beginning-position)))
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

;;;###autoload
(define-derived-mode immu-mode prog-mode "Immu"
  "Major mode for specs of immutable infrastructure."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "///*\\s-*")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'immu-indent-line)
  (setq-local font-lock-defaults '(immu-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.immu\\'" . immu-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'immu-mode (lambda (&rest _) immu-server-command))))

;; The standard library is no file: the server has its text.  Eglot before Emacs 29 forgets what the address began with.

(require 'seq)
(require 'subr-x)
(declare-function jsonrpc-name "jsonrpc")
(declare-function jsonrpc-request "jsonrpc")
(defvar eglot--servers-by-project)

(defun immu--library-text (address)
  "The text at ADDRESS, as the first server of specs that runs has it."
  (let ((server (seq-find (lambda (server) (string-match-p "immu-mode" (jsonrpc-name server)))
                          (apply #'append (hash-table-values eglot--servers-by-project)))))
    (plist-get (jsonrpc-request server :workspace/textDocumentContent (list :uri address)) :text)))

(defun immu--library-handler (operation &rest arguments)
  "Does OPERATION with its ARGUMENTS for a file of the standard library."
  (pcase operation
    ('insert-file-contents
     (let ((text (immu--library-text (car arguments))))
       (insert text)
       (goto-char (point-min))
       (when (cadr arguments)
         (setq buffer-file-name (car arguments) buffer-read-only t)
         (set-buffer-modified-p nil)
         (set-visited-file-modtime '(0 0)))
       (list (car arguments) (length text))))
    ((or 'expand-file-name 'file-truename 'substitute-in-file-name 'abbreviate-file-name) (car arguments))
    ((or 'file-exists-p 'file-readable-p 'file-regular-p 'verify-visited-file-modtime) t)
    ((or 'file-writable-p 'file-directory-p 'file-remote-p 'file-symlink-p 'file-attributes 'vc-registered) nil)
    ('file-name-directory temporary-file-directory)
    (_ (let ((inhibit-file-name-handlers (cons #'immu--library-handler inhibit-file-name-handlers))
             (inhibit-file-name-operation operation))
         (apply operation arguments)))))

(add-to-list 'file-name-handler-alist '("\\`immu-std:/" . immu--library-handler))

(provide 'immu-mode)
;;; immu-mode.el ends here
