"""What every workbook of ours needs: texts fit for cells, and heights that cut nothing off."""
