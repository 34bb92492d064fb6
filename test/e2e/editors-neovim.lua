-- Opens the project's main.immu as a user would, and checks each answer of the server. Exits with 1 at the first
-- that is wrong.
local server = vim.env.IMMUC_PROGRAM
vim.opt.runtimepath:prepend(vim.env.IMMU_EDITORS .. "/neovim")
vim.cmd("filetype plugin on")
vim.cmd("syntax on")

local function check(name, holds, detail)
  if not holds then
    io.stderr:write(name .. ": " .. vim.inspect(detail) .. "\n")
    vim.cmd("cquit! 1")
  end
  io.stdout:write("ok " .. name .. "\n")
end

local function position(text, within)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return { row, column - 1 + (within or 0) }
    end
  end
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(), 20000) or {}
  for _, answer in pairs(answers) do
    return answer.result, answer.error
  end
end

local function run()
  require("immu").setup({ cmd = { vim.env.NODE_PROGRAM, server, "lsp", "--stdio" } })
  vim.cmd("edit " .. vim.env.IMMU_FILE)
  check("the file type", vim.bo.filetype == "immu", vim.bo.filetype)
  check("the syntax", vim.b.current_syntax == "immu", vim.b.current_syntax)
  local function errors()
    return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
  end
  vim.wait(30000, function() return #errors() > 0 end, 20)
  local found = errors()
  check("diagnostics", #found >= 1 and found[1].message:find("handovr") ~= nil, found)
  check("where the diagnostic is", found[1].lnum == position("handovr")[1] - 1, found)

  vim.api.nvim_win_set_cursor(0, position("image.greeter", 8))
  local hover = request("textDocument/hover")
  check("hover", hover and vim.inspect(hover):find("Says hello") ~= nil, hover)

  local definition = request("textDocument/definition")
  local first = definition and (definition[1] or definition)
  local range = first and (first.targetSelectionRange or first.range)
  check("definition", range and range.start.line == position("image greeter")[1] - 1, definition)

  vim.api.nvim_win_set_cursor(0, position("import { handover", 11))
  vim.lsp.buf.definition()
  vim.wait(20000, function() return vim.api.nvim_buf_get_name(0):find("immu%-std:") ~= nil end, 20)
  check("definition in the standard library", position("rollout handover") ~= nil,
    { vim.api.nvim_buf_get_name(0), vim.api.nvim_buf_get_lines(0, 0, 5, false) })
  check("which is there to be read", not vim.bo.modifiable and vim.bo.filetype == "immu", vim.bo.filetype)
  vim.cmd("buffer " .. vim.env.IMMU_FILE)

  vim.api.nvim_win_set_cursor(0, position("handovr", 4))
  local completion = request("textDocument/completion")
  check("completion", completion and vim.inspect(completion):find('"handover"') ~= nil, completion)

  vim.api.nvim_win_set_cursor(0, position("let few", 4))
  vim.lsp.buf.rename("many")
  vim.wait(20000, function() return position("many..many") ~= nil end, 20)
  check("renaming", position("let many = 2") and position("many..many"), vim.api.nvim_buf_get_lines(0, 0, -1, false))

  local format = vim.lsp.buf.format or vim.lsp.buf.formatting_sync
  format(vim.lsp.buf.format and { timeout_ms = 20000 } or nil, 20000)
  check("formatting", position("  size      = many..many"), vim.api.nvim_buf_get_lines(0, 0, -1, false))

  local at = position("handovr")
  local here = { line = at[1] - 1, character = at[2] }
  local diagnostics = vim.tbl_map(function(each) return each.user_data.lsp end, errors())
  for _, each in ipairs(diagnostics) do
    each.range = each.range or { start = here, ["end"] = here }
  end
  local actions = request("textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = here, ["end"] = here },
    context = { diagnostics = diagnostics },
  })
  local fix = vim.tbl_filter(function(each) return each.title:find("handover") ~= nil end, actions or {})[1]
  check("a quick fix", fix and fix.edit, actions)
  vim.lsp.util.apply_workspace_edit(fix.edit, "utf-16")
  check("the fixed text", position("  rollout   = handover") ~= nil, vim.api.nvim_buf_get_lines(0, 0, -1, false))
  vim.wait(30000, function() return #errors() == 0 end, 20)
  check("no error is left once it is mended", #errors() == 0, errors())
end

local fine, problem = xpcall(run, debug.traceback)
check("the run", fine, problem)
vim.cmd("qall!")
