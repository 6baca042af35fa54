-- What goods undo of a sale whose receipt was shown while central could not be asked: reckoned here, and anew whenever more is
-- known of the sale. So `return_elsewhere` keeps every such line; `sale_return` has those whose sale is known too.
ALTER TABLE reversal ADD COLUMN is_shown boolean NOT NULL DEFAULT false;
ALTER TABLE reversal DROP CONSTRAINT reversal_pkey, ADD PRIMARY KEY (sale_id, register, epoch, seq, is_shown);
