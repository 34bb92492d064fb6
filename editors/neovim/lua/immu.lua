-- Starts `immuc lsp` for `.immu` files: require("immu").setup(). Works from Neovim 0.7 on; 0.11 and newer are handed
-- the same options through vim.lsp.config.
local M = {}

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local found = vim.fn.findfile("main.immu", vim.fn.escape(folder, " ,;") .. ";")
  return found ~= "" and vim.fn.fnamemodify(found, ":p:h") or folder
end

-- The standard library and the pages that explain findings are no files: the server has their text.
local function read_from_server(event)
  -- Neovim puts the current folder before a name without two slashes.
  local params = { uri = event.match:match("immu%-%l+:/.*$") }
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if client.name == "immuc" then
      -- Called with a dot up to 0.10; newer ones want themselves first.
      local request = vim.fn.has("nvim-0.11") == 1
          and function(...) return client:request_sync(...) end
        or client.request_sync
      local answer = request("workspace/textDocumentContent", params, 5000, event.buf)
      if answer and answer.result then
        vim.api.nvim_buf_set_lines(event.buf, 0, -1, false, vim.split(answer.result.text, "\n"))
        vim.bo[event.buf].buftype = "nofile"
        vim.bo[event.buf].modifiable = false
        vim.bo[event.buf].filetype = event.match:match("%.md$") and "markdown" or "immu"
        return
      end
    end
  end
end

-- options.cmd: how to start the server, where `immuc` is not on the PATH; options.on_attach, options.capabilities: as
-- for vim.lsp.start_client.
function M.setup(options)
  options = vim.tbl_extend("force", { name = "immuc", cmd = { "immuc", "lsp", "--stdio" } }, options or {})
  local group = vim.api.nvim_create_augroup("immuc", { clear = true })
  vim.api.nvim_create_autocmd("BufReadCmd", {
    group = group,
    pattern = { "*immu-std:/*", "*immu-explain:/*" },
    callback = read_from_server,
  })
  if vim.lsp.config then
    local config = vim.tbl_extend("force", { filetypes = { "immu" }, root_markers = { "main.immu", ".git" } }, options)
    vim.lsp.config("immuc", config)
    vim.lsp.enable("immuc")
    return
  end
  local clients = {}
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = "immu",
    callback = function(event)
      if vim.bo[event.buf].buftype ~= "" then
        return
      end
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
