-- Starts `immuc lsp` for `.immu` files: require("immu").setup(). Works from Neovim 0.7 on; 0.11 and newer are handed
-- the same options through vim.lsp.config.
local M = {}

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local found = vim.fn.findfile("main.immu", vim.fn.escape(folder, " ,;") .. ";")
  return found ~= "" and vim.fn.fnamemodify(found, ":p:h") or folder
end

-- options.cmd: how to start the server, where `immuc` is not on the PATH; options.on_attach, options.capabilities: as
-- for vim.lsp.start_client.
function M.setup(options)
  options = vim.tbl_extend("force", { name = "immuc", cmd = { "immuc", "lsp", "--stdio" } }, options or {})
  if vim.lsp.config then
    local config = vim.tbl_extend("force", { filetypes = { "immu" }, root_markers = { "main.immu", ".git" } }, options)
    vim.lsp.config("immuc", config)
    vim.lsp.enable("immuc")
    return
  end
  local clients = {}
  local group = vim.api.nvim_create_augroup("immuc", { clear = true })
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = "immu",
    callback = function(event)
      local root = root_of(vim.api.nvim_buf_get_name(event.buf))
      local id = clients[root]
      if not id or vim.lsp.client_is_stopped(id) then
        id = vim.lsp.start_client(vim.tbl_extend("force", { root_dir = root }, options))
        clients[root] = id
      end
      if id then
        vim.lsp.buf_attach_client(event.buf, id)
      end
    end,
  })
end

return M
